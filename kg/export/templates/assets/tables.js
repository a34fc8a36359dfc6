"use strict";
// Tables that can be sorted by their heads and filtered by words, facets and days; one at a time, or
// many blocks together. What is chosen stands behind "#?" in the address, so that it can be sent on.
(() => {
  const ALL = "\u0000";
  const FEW = 4; // rows that need no filter
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const element = (name, values = {}) => Object.assign(document.createElement(name), values);
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.dataset.value ?? cell.textContent.trim();
  };

  const valuesOf = (cell) => {
    const several = JSON.parse(cell.dataset.values ?? "[]");
    return several.length ? several : [cell.dataset.value ?? ""];
  };

  const compare = (a, b) => {
    if (!a || !b) return !a - !b; // the empty ones last
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y;
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = [...body.rows].map((row) => [value(row, column), row]);
        keyed.sort((a, b) => (a[0] && b[0] && down ? -1 : 1) * compare(a[0], b[0]));
        body.append(...keyed.map((pair) => pair[1]));
      });
    });
  };

  const select = (name, counts) => {
    if (counts.size < 2) return null;
    const made = element("select", { ariaLabel: name });
    made.append(new Option(`${name}: all`, ALL));
    for (const one of [...counts.keys()].sort(collator.compare)) {
      made.append(new Option(`${one || "none"} (${counts.get(one)})`, one));
    }
    return made;
  };

  const count = (lists) => {
    const counts = new Map();
    for (const list of lists) for (const one of new Set(list)) counts.set(one, (counts.get(one) ?? 0) + 1);
    return counts;
  };

  // a filter is {name, control, keep}: keep(row) tells whether a row passes
  const facet = (name, rows, values) => {
    const found = new Map(rows.map((row) => [row, values(row)]));
    const control = select(name, count(found.values()));
    return control && { name, control, keep: (row) => control.value === ALL || found.get(row).includes(control.value) };
  };

  // a number passes from what is asked for
  const STEPS = [50, 70, 80, 90, 95];
  const least = (name, rows, column) => {
    const found = new Map(rows.map((row) => [row, Number(row.cells[column].dataset.sort || -1)]));
    if (new Set(found.values()).size < 2) return null;
    const control = element("select", { ariaLabel: `${name} at least` });
    control.append(new Option(`${name}: all`, ALL));
    for (const step of STEPS) {
      const passing = [...found.values()].filter((one) => one >= step).length;
      if (passing && passing < rows.length) control.append(new Option(`${name} ≥ ${step} % (${passing})`, step));
    }
    return control.length > 1 ? { name, control, keep: (row) => control.value === ALL || found.get(row) >= Number(control.value) } : null;
  };

  // a period passes if it overlaps what is asked for
  const days = (name, rows, first, last = first) => {
    const found = new Map(rows.map((row) => [row, [first(row), last(row)]]));
    if (new Set([...found.values()].map(String)).size < 2) return [];
    return ["from", "to"].map((side) => {
      const control = element("input", { type: "date", ariaLabel: `${name} ${side}` });
      const label = element("label", { textContent: `${side} ` });
      label.append(control);
      return { name: `${name} ${side}`, control, shown: label, keep: (row) => {
        if (!control.value) return true;
        const [start, end] = found.get(row);
        return start !== "" && (side === "from" ? end >= control.value : start <= control.value);
      } };
    });
  };
  const part = (column, index) => (row) => (row.cells[column].dataset.sort ?? "").split(" ").at(index).slice(0, 10);

  const ofHeads = (table, rows) => [...table.tHead.rows[0].cells].flatMap((head, column) => {
    const name = head.textContent.trim();
    if ("facet" in head.dataset) return facet(name, rows, (row) => valuesOf(row.cells[column])) ?? [];
    if ("least" in head.dataset) return least(name, rows, column) ?? [];
    return "range" in head.dataset ? days(name, rows, part(column, 0), part(column, -1)) : [];
  });

  const restore = (filters) => {
    const asked = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    for (const { name, control } of filters) {
      if (!asked.has(name)) continue;
      const before = control.value;
      control.value = asked.get(name);
      if (control.value !== asked.get(name)) control.value = before; // no such choice
    }
    return asked.size > 0;
  };

  const keepInAddress = (filters) => {
    const chosen = new URLSearchParams();
    for (const { name, control } of filters) {
      if (control.value && control.value !== ALL) chosen.set(name, control.value);
    }
    const text = chosen.toString();
    if (text || location.hash.startsWith("#?")) history.replaceState(null, "", text ? `#?${text}` : "#");
  };

  const toolbar = (place, what, rows, filters, show) => {
    const texts = new Map(rows.map((row) => [row, fold(row.dataset.words ?? row.textContent)]));
    const input = element("input", { type: "search", placeholder: "Filter…", ariaLabel: `Filter ${what}` });
    const typed = { name: "words", control: input, words: [], keep: (row) => typed.words.every((one) => texts.get(row).includes(one)) };
    const all = [typed, ...filters];
    const status = element("span", { className: "soft", role: "status" });
    const clear = element("button", { type: "button", textContent: "Clear", hidden: true });
    const apply = () => {
      typed.words = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !all.every((one) => one.keep(row));
        shown += !row.hidden;
      }
      clear.hidden = shown === rows.length;
      const noun = rows.length === 1 ? "row" : "rows";
      status.textContent = (shown === rows.length ? `${shown} ${noun}` : `${shown} of ${rows.length} ${noun}`) + show(shown < rows.length);
    };
    const changed = () => { apply(); keepInAddress(all); };
    for (const { control } of all) control.addEventListener("input", changed);
    clear.addEventListener("click", () => {
      for (const { control } of all) control.value = control.tagName === "SELECT" ? ALL : "";
      changed();
      input.focus();
    });
    const tools = element("div", { className: "list-tools" });
    const more = element("div", { className: "choices" });
    more.append(...filters.map((one) => one.shown ?? one.control));
    tools.append(input);
    if (filters.length > 3) { // on a phone they would push the list off the screen
      const folded = element("details", { className: "more", open: matchMedia("(min-width: 46rem)").matches });
      folded.append(element("summary", { textContent: "Filters" }), more);
      tools.append(folded);
    } else tools.append(more);
    tools.append(status, clear);
    place.before(tools);
    const asked = restore(all);
    apply();
    return { tools, asked };
  };

  globalThis.kgLists = { facet, days, toolbar };

  const hideEmpty = (table) => {
    const rows = [...table.tBodies[0].rows];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!rows.every((row) => !row.cells[column].textContent.trim())) return;
      for (const one of [head, ...rows.map((row) => row.cells[column])]) one.hidden = true;
    });
  };

  for (const table of document.querySelectorAll("table[data-list]")) {
    const rows = [...table.tBodies[0].rows];
    const filters = rows.length < FEW ? [] : ofHeads(table, rows);
    hideEmpty(table);
    sortable(table);
    if (rows.length >= FEW) toolbar(table, table.dataset.list, rows, filters, () => "");
  }

  const blocksOf = (list) => {
    const blocks = [...list.querySelectorAll("[data-block]")];
    const rows = [...list.querySelectorAll("[data-rows] > tbody > tr")];
    const of = new Map(rows.map((row) => [row, row.closest("[data-block]")]));
    // the title of a block counts as words of all its rows
    for (const row of rows) row.dataset.words = `${of.get(row).querySelector("summary").textContent} ${row.textContent}`;
    const states = { conflicts: "in conflict", compared: "compared", alone: "alone" };
    const filters = [
      facet("What", rows, (row) => [of.get(row).dataset.block]),
      facet("Standing", rows, (row) => [states[of.get(row).dataset.state]]),
      facet("Who", rows, (row) => valuesOf(row.cells[1])),
      ...days("When", rows, part(0, 0), part(0, -1)),
    ].filter(Boolean);
    const first = new Map(blocks.map((one) => [one, one.firstElementChild.open]));
    const { tools } = toolbar(list, list.dataset.blocks, rows, filters, (filtered) => {
      let shown = 0;
      for (const block of blocks) {
        const some = [...block.querySelectorAll("[data-rows] > tbody > tr")].some((row) => !row.hidden);
        block.hidden = !some;
        shown += some;
      }
      const open = filtered && shown <= 20;
      for (const block of blocks) block.firstElementChild.open = filtered ? open && !block.hidden : first.get(block);
      return ` in ${shown} ${shown === 1 ? "block" : "blocks"}`;
    });
    const toggle = element("button", { type: "button", textContent: "Open all" });
    toggle.addEventListener("click", () => {
      const open = toggle.textContent === "Open all";
      for (const block of blocks) if (!block.hidden) block.firstElementChild.open = open;
      toggle.textContent = open ? "Close all" : "Open all";
    });
    tools.append(toggle);
  };

  for (const table of document.querySelectorAll("table[data-rows]")) sortable(table);
  for (const list of document.querySelectorAll("[data-blocks]")) {
    if (list.querySelectorAll("[data-rows] > tbody > tr").length >= FEW) blocksOf(list);
  }
  const target = () => {
    const found = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = found && (found.closest("details") ?? found.querySelector(":scope > details"));
    if (folded) { folded.open = true; found.scrollIntoView({ block: "center" }); }
  };
  addEventListener("hashchange", target);
  target();
})();

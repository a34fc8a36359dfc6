"use strict";
// Tables that can be sorted by their heads and filtered by words and by facets.
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.dataset.value ?? cell.textContent.trim();
  };

  const compare = (a, b) => {
    if (!a || !b) return !a - !b; // the empty ones last
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y;
  };

  const facet = (rows, column, name) => {
    const counts = new Map();
    for (const row of rows) {
      const one = row.cells[column].dataset.value ?? "";
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    if (counts.size < 2) return null;
    const select = element("select");
    select.setAttribute("aria-label", name);
    select.append(new Option(`${name}: all`, "\u0000"));
    for (const one of [...counts.keys()].sort(collator.compare)) {
      select.append(new Option(`${one || "none"} (${counts.get(one)})`, one));
    }
    select.dataset.column = column;
    return select;
  };

  const enhance = (table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = rows.map((row) => [value(row, column), row]);
        keyed.sort((a, b) => (a[0] && b[0] && down ? -1 : 1) * compare(a[0], b[0]));
        body.append(...keyed.map((pair) => pair[1]));
      });
    });
    heads.forEach((head, column) => {
      const empty = rows.every((row) => !row.cells[column].textContent.trim());
      if (empty) for (const one of [head, ...rows.map((row) => row.cells[column])]) one.hidden = true;
    });
    if (rows.length < 4) return;
    const texts = new Map(rows.map((row) => [row, fold(row.textContent)]));
    const tools = element("div");
    tools.className = "list-tools";
    const input = element("input");
    input.type = "search";
    input.placeholder = "Filter…";
    input.setAttribute("aria-label", `Filter ${table.dataset.list}`);
    const selects = heads.map((head, column) =>
      "facet" in head.dataset ? facet(rows, column, head.textContent) : null).filter(Boolean);
    const count = element("span", `${rows.length} rows`);
    count.className = "soft";
    count.setAttribute("role", "status");
    const apply = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const keep = words.every((word) => texts.get(row).includes(word)) && selects.every((one) =>
          one.value === "\u0000" || (row.cells[one.dataset.column].dataset.value ?? "") === one.value);
        row.hidden = !keep;
        shown += keep;
      }
      count.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
    };
    for (const one of [input, ...selects]) one.addEventListener("input", apply);
    tools.append(input, ...selects, count);
    table.before(tools);
  };

  document.querySelectorAll("table[data-list]").forEach(enhance);
})();

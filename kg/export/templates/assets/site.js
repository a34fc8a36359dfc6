"use strict";
// Search over search.js, which is loaded when a search box is first used.
(() => {
  const root = document.documentElement.dataset.root;
  document.documentElement.classList.add("scripted");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const SHOWN = 7;
  let loading = null;

  const load = () => loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = root + "site/search.js";
    script.onload = () => resolve(prepare(globalThis.kgSearch));
    script.onerror = () => reject(new Error("search.js is missing"));
    document.head.append(script);
  });

  const prepare = (index) => [
    ["Entities", index.entities.map(([name, kind, path, other]) => ({
      title: name, note: other ? `${kind}, also ${other}` : kind, path, text: fold(`${name} ${other}`),
    }))],
    ["Articles", index.articles.map(([title, publisher, path, day]) => ({
      title, note: [publisher, day].filter(Boolean).join(", "), path, text: fold(`${title} ${publisher}`),
    }))],
    ["Quotes", index.quotes.map(([words, who, path]) => ({
      title: words, note: who, path, text: fold(`${words} ${who}`),
    }))],
  ];

  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const entry = (found) => {
    const link = element("a");
    link.href = root + found.path;
    link.append(element("bdi", found.title));
    if (found.note) {
      const note = element("small");
      note.append(element("bdi", found.note));
      link.append(note);
    }
    const item = element("li");
    item.append(link);
    return item;
  };

  const search = (groups, query, box) => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    box.replaceChildren();
    box.hidden = !words.length;
    let total = 0;
    for (const [title, entries] of groups) {
      const found = entries.filter((one) => words.every((word) => one.text.includes(word)));
      found.sort((a, b) => b.text.startsWith(words[0]) - a.text.startsWith(words[0]));
      total += found.length;
      if (!found.length) continue;
      const list = element("ul");
      list.append(...found.slice(0, SHOWN).map(entry));
      box.append(element("h2", found.length > SHOWN ? `${title}: ${SHOWN} of ${found.length}` : title), list);
    }
    if (!total) box.append(element("p", "Nothing found."));
  };

  for (const input of document.querySelectorAll("[data-search]")) {
    const frame = input.closest("search");
    const box = frame.querySelector("[data-results]");
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Search results");
    frame.hidden = false;
    const run = () => load().then((groups) => search(groups, input.value, box)).catch((error) => {
      box.replaceChildren(element("p", error.message));
      box.hidden = false;
    });
    input.addEventListener("focus", () => { load().catch(() => {}); if (input.value) run(); });
    input.addEventListener("input", run);
    frame.addEventListener("keydown", (event) => {
      const stops = [input, ...box.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
        if (next) { next.focus(); event.preventDefault(); }
      } else if (event.key === "Enter" && document.activeElement === input && stops[1]) {
        stops[1].click();
      } else if (event.key === "Escape") {
        box.hidden = true;
        input.focus();
      }
    });
    document.addEventListener("click", (event) => { if (!frame.contains(event.target)) box.hidden = true; });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked && document.body.classList.contains("start")) { input.value = asked; run(); }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      document.querySelector("[data-search]")?.focus();
      event.preventDefault();
    }
  });
})();

"use strict";
// Search over the files of search/, of which a query loads the few that it needs.
(() => {
  const root = document.documentElement.dataset.root;
  document.documentElement.classList.add("scripted");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // every sign of Chinese and Japanese is a word: there are no spaces between them
  const cut = (text) => fold(text).replace(/[\u3040-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}]/gu, " $& ").match(/[\p{L}\p{N}]+/gu) ?? [];
  const SHOWN = 7;

  // the files of the index call kgSearch(name, content)
  const contents = new Map();
  const loading = new Map();
  globalThis.kgSearch = (name, content) => contents.set(name, content);
  const load = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${root}site/search/${name}.js`;
        script.onload = () => resolve(contents.get(name));
        script.onerror = () => { loading.delete(name); reject(new Error(`${name}.js is missing: kg export --format html`)); };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };

  const bucket = (word, count) => {
    const [first, second] = [...word].map((one) => one.codePointAt(0));
    return (first * 31 + (second ?? 0)) % count;
  };

  // numbers of the entries with a word that begins like this one
  const matches = async (word, buckets) => {
    const found = new Set();
    const index = await load(`words-${bucket(word, buckets)}`);
    for (const [one, steps] of Object.entries(index)) {
      if (!one.startsWith(word)) continue;
      let number = 0;
      for (const step of steps) found.add(number += step);
    }
    return found;
  };

  const entries = async (numbers, part) => {
    const parts = await Promise.all(numbers.map((one) => load(`part-${Math.floor(one / part)}`)));
    return numbers.map((one, index) => parts[index][one % part]);
  };

  // [title of the group, how many there are, the first of them]
  const find = async (words) => {
    const { groups, part, buckets } = await load("start");
    const sets = await Promise.all(words.map((word) => matches(word, buckets)));
    sets.sort((a, b) => a.size - b.size);
    const all = [...sets[0]].filter((one) => sets.every((set) => set.has(one))).sort((a, b) => a - b);
    let end = 0;
    return Promise.all(groups.map(async ([title, size]) => {
      const start = end;
      end += size;
      const own = all.filter((one) => one >= start && one < start + size);
      return [title, own.length, await entries(own.slice(0, SHOWN), part)];
    }));
  };

  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const entry = ([title, note, path], query) => {
    const link = element("a");
    // the browser marks the words itself where it can
    link.href = root + path + (path.includes("#") || !query ? "" : `#:~:text=${encodeURIComponent(query)}`);
    link.append(element("bdi", title));
    if (note) {
      const small = element("small");
      small.append(element("bdi", note));
      link.append(small);
    }
    const item = element("li");
    item.append(link);
    return item;
  };

  let asked = 0;
  const search = async (query, box) => {
    const mine = ++asked;
    const words = cut(query);
    if (!words.length) {
      box.hidden = true;
      return;
    }
    const groups = await find(words);
    if (mine !== asked) return; // something else was typed meanwhile
    box.replaceChildren();
    for (const [title, total, found] of groups) {
      if (!total) continue;
      const list = element("ul");
      list.append(...found.map((one) => entry(one, title === "Articles" ? query.trim() : "")));
      box.append(element("h2", total > SHOWN ? `${title}: ${SHOWN} of ${total}` : title), list);
    }
    const short = words.some((word) => [...word].length < 2);
    if (!box.children.length) box.append(element("p", short ? "Nothing found; words of one letter are found only as they are." : "Nothing found."));
    box.hidden = false;
  };

  for (const input of document.querySelectorAll("[data-search]")) {
    const frame = input.closest("search");
    const box = frame.querySelector("[data-results]");
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Search results");
    frame.hidden = false;
    const run = () => search(input.value, box).catch((error) => {
      box.replaceChildren(element("p", error.message));
      box.hidden = false;
    });
    input.addEventListener("focus", () => { load("start").catch(() => {}); if (input.value) run(); });
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
    const given = new URLSearchParams(location.search).get("q");
    if (given && document.body.classList.contains("start")) { input.value = given; run(); }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      document.querySelector("[data-search]")?.focus();
      event.preventDefault();
    }
  });
})();

"use strict";
// The time line: what is filtered out leaves the list and the strip alike.
(() => {
  const list = document.querySelector("[data-moments]");
  if (!list) return;
  const { facet, days, toolbar } = globalThis.kgLists;
  const rows = [...list.querySelectorAll(".event")];
  const entities = JSON.parse(document.getElementById("timeline-entities").textContent);
  const of = (row) => row.dataset.e.split(" ").filter(Boolean).map((one) => entities[one]);
  const folds = [...list.querySelectorAll("details.more")];
  const groups = [...list.querySelectorAll(".group")];
  const months = [...list.querySelectorAll(".month")];
  const strip = document.querySelector(".strip > svg");
  const height = Number(strip.dataset.height);
  const base = Number(strip.dataset.base);

  const some = (part) => [...part.querySelectorAll(".event")].some((row) => !row.hidden);

  const draw = () => {
    const counts = new Map();
    for (const row of rows) {
      if (row.hidden || row.dataset.bin === undefined) continue;
      const key = `${row.dataset.bin} ${row.dataset.kind}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const bar of strip.querySelectorAll("[data-bar]")) {
      let top = base;
      for (const kind of ["figure", "relation", "quote"]) {
        const high = (counts.get(`${bar.dataset.bar} ${kind}`) ?? 0) / Number(strip.dataset.most) * height;
        const rect = bar.querySelector(`rect.${kind}`);
        top -= high;
        rect.setAttribute("y", top);
        rect.setAttribute("height", high);
      }
    }
  };

  const several = document.querySelector(".paging");
  toolbar(list, "claims", rows, [
    facet("Kind", rows, (row) => [row.dataset.kind]),
    facet("Entity", rows, (row) => of(row).map((one) => one[0])),
    facet("Class", rows, (row) => of(row).map((one) => one[1])),
    facet("Certainty", rows, (row) => [row.dataset.sure]),
    facet("Standing", rows, (row) => [row.dataset.says]),
    ...days("When", rows, (row) => row.dataset.from, (row) => row.dataset.to),
  ].filter(Boolean), (filtered) => {
    for (const fold of folds) {
      fold.hidden = !some(fold);
      fold.open = filtered;
    }
    for (const group of groups) group.hidden = !some(group);
    for (const month of months) month.hidden = !some(month);
    if (!several) draw(); // the strip counts all pages
    return several ? " on this page" : "";
  });
})();

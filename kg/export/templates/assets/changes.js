"use strict";
// What changed since the last build. kgChanges comes from changes-data.js, which alone differs
// between equal builds.
(() => {
  const told = globalThis.kgChanges;
  const root = document.documentElement.dataset.root;

  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  // a link where there is a page, else plain words
  const linked = (path) => {
    const made = element(path ? "a" : "span");
    if (path) made.href = root + path;
    return made;
  };
  const wordsOf = (claim) => {
    const made = linked(claim.path);
    made.append(element("bdi", claim.words));
    return made;
  };
  const claim = (one) => {
    const item = element("li");
    item.append(element("small", `${one.kind} `), wordsOf(one));
    if (one.source) item.append(" ", element("small", one.source));
    return item;
  };
  const article = (one) => {
    const item = element("li");
    const title = linked(one.path);
    title.append(element("bdi", one.title));
    item.append(title);
    return item;
  };
  const conflict = (one) => {
    const item = element("li");
    item.append(wordsOf(one.left), " against ", wordsOf(one.right), element("br"), element("small", one.reason));
    if (one.other) item.append(element("small", ` The other build says: ${one.other}.`));
    return item;
  };
  const number = (count) => count.toLocaleString("en");

  const sentence = () => {
    const parts = [];
    for (const [kind, counts] of Object.entries(told.counts)) {
      const some = Object.entries(counts).filter((pair) => pair[1]).map(([name, count]) => `${number(count)} ${name}`);
      if (some.length) parts.push(`${kind}: ${some.join(", ")}`);
    }
    return parts.join("; ") || "nothing";
  };

  const heading = () => {
    const day = told.since ? new Date(told.since) : null;
    const when = day && !Number.isNaN(day.getTime())
      ? `the build of ${day.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}` : "the last build";
    return `Changed since ${when}`;
  };

  const list = (place) => (title, total, rows, make) => {
    if (!rows.length) return;
    const made = element("ul");
    made.className = "changed";
    made.append(...rows.map(make));
    place.append(element("h3", total > rows.length ? `${title}: ${number(rows.length)} of ${number(total)}` : title), made);
  };

  const fill = (place) => {
    const whole = place.dataset.changes === "all";
    if (!told) {
      if (whole) place.append(element("p", "Nothing is known of an earlier build."));
      return;
    }
    place.hidden = false;
    const changed = Object.values(told.counts).some((of) => Object.values(of).some(Boolean));
    if (place.dataset.changes === "line") {
      place.append(`${heading()}: ${sentence()}. `);
      const more = linked("site/changes.html");
      more.textContent = "All changes";
      if (changed) place.append(more);
      return;
    }
    const { counts, articles, claims, conflicts } = told;
    place.append(element("h2", heading()), element("p", `${sentence()[0].toUpperCase()}${sentence().slice(1)}.`));
    const show = list(place);
    show("New conflicts", counts.conflicts.new, conflicts.new, conflict);
    show("Settled conflicts", counts.conflicts.settled, conflicts.settled, conflict);
    show("New articles", counts.articles.new, articles.new, article);
    show("Changed articles", counts.articles.changed, articles.changed, article);
    show("Articles that are gone", counts.articles.gone, articles.gone, article);
    show("New claims", counts.claims.new, claims.new, claim);
    show("Claims that are gone", counts.claims.gone, claims.gone, claim);
  };

  document.querySelectorAll("[data-changes]").forEach(fill);
})();

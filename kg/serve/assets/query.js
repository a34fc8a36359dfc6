// The query page: Yasgui's editor and table, our questions, our links, and a chart of bars.
(async () => {
  "use strict";
  const settings = await (await fetch("/query.json")).json();
  const { Yasqe, Yasr } = Yasgui;
  const byId = (id) => document.getElementById(id);
  const SHARE = "query=";

  // --- links: what this server answers for is opened here, the rest where it is
  const local = (iri) => {
    const start = settings.local.find((one) => iri.startsWith(one) && iri.length > one.length);
    if (!start) return iri;
    const rest = iri.slice(start.length);
    const parts = rest.split("#")[0].split("/");
    const [, fragment] = rest.split("#");
    const odd = !parts[0] || (iri.startsWith(`${settings.local[0]}article/`) && fragment &&
      !/^(quote|figure|relation)-[0-9a-f]+$/.test(fragment)) || // the page has no place for it
      parts.some((part) => /^(\.|%2e){1,2}$/i.test(part));
    return odd ? `/about?iri=${encodeURIComponent(iri)}` : `/${rest}`;
  };
  const short = (iri) => {
    for (const [prefix, namespace] of Object.entries(settings.prefixes)) {
      const rest = iri.slice(namespace.length);
      if (iri.startsWith(namespace) && /^[\w.-]+$/.test(rest)) return `${prefix}:${rest}`;
    }
    const start = settings.local.find((one) => iri.startsWith(one));
    try {
      return start ? decodeURIComponent(iri.slice(start.length)) : iri;
    } catch {
      return iri;
    }
  };
  const escaped = (text) =>
    text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`);
  Yasr.plugins.table.prototype.getUriLinkFromBinding = ({ value }) =>
    /^https?:/i.test(value)
      ? `<a class="iri" href="${escaped(local(value))}">${escaped(short(value))}</a>`
      : escaped(value);

  // Values are escaped, never parsed. Our questions answer with ids of articles: those are links.
  const columns = Yasr.plugins.table.prototype.getColumns;
  Yasr.plugins.table.prototype.getColumns = function () {
    const [numbers, ...others] = columns.call(this);
    return [numbers, ...others.map((column) => {
      const isArticle = /(^|_)(article|in)$/.test(column.name);
      const render = (data, type, row, meta) => {
        if (data === "") return "";
        if (type !== "display") return escaped(data.value);
        return isArticle && data.type === "literal"
          ? `<div><a class="iri" href="/article/${encodeURIComponent(data.value)}">${escaped(data.value)}</a></div>`
          : column.render(data, type, row, meta);
      };
      const createdCell = (cell) => { cell.dataset.label = column.name; };
      return { ...column, render, createdCell };
    })];
  };

  // --- the chart
  const numeric = (value) =>
    value && value.type !== "uri" && /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/
      .test(value.datatype || "") && Number.isFinite(Number(value.value));
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  class Chart {
    constructor(yasr) { this.yasr = yasr; }
    priority = 5;
    label = "Chart";
    canHandleResults() { return this.columns().length > 0; }
    columns() {
      const rows = this.yasr.results?.getBindings() || [];
      return (this.yasr.results?.getVariables() || []).filter((name) =>
        rows.some((row) => numeric(row[name])));
    }
    getIcon() {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", "0 0 16 16");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", "M1 2h9v3H1zm0 5h14v3H1zm0 5h6v3H1z");
      path.setAttribute("fill", "currentColor");
      svg.append(path);
      return element("div", { class: "svgImg", "aria-hidden": "true" }, svg);
    }
    draw() {
      const numbers = this.columns();
      const names = this.yasr.results.getVariables().filter((name) => !numbers.includes(name));
      this.number = numbers.includes(this.number) ? this.number : numbers[0];
      this.name = names.includes(this.name) ? this.name : names[0];
      const choice = (label, options, chosen, take) => {
        const select = element("select", {}, ...options.map((one) => new Option(one, one)));
        select.value = chosen;
        select.addEventListener("change", () => { take(select.value); this.bars(); });
        return element("label", {}, `${label} `, select);
      };
      this.place = element("ol", { class: "bars" });
      this.yasr.resultsEl.append(
        element("p", { class: "choices" },
          choice("Length:", numbers, this.number, (one) => { this.number = one; }),
          ...(names.length ? [choice("Name:", names, this.name, (one) => { this.name = one; })] : [])),
        this.place);
      this.bars();
    }
    bars() {
      const rows = this.yasr.results.getBindings().filter((row) => numeric(row[this.number]));
      const most = Math.max(...rows.map((row) => Math.abs(Number(row[this.number].value)))) || 1;
      const shown = rows.slice(0, 50).map((row) => {
        const value = Number(row[this.number].value);
        const named = row[this.name];
        const text = named ? (named.type === "uri" ? short(named.value) : named.value) : "";
        const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        svg.setAttribute("aria-hidden", "true");
        const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        bar.setAttribute("width", `${(Math.abs(value) / most) * 100}%`);
        bar.setAttribute("height", "100%");
        svg.append(bar);
        return element("li", {}, element("span", { class: "what", title: text }, text), svg,
          element("span", { class: "number" }, value.toLocaleString("en")));
      });
      this.place.replaceChildren(...shown);
      if (rows.length > shown.length) {
        this.place.append(element("li", { class: "soft" }, `and ${rows.length - shown.length} rows more`));
      }
    }
  }
  Yasr.registerPlugin("chart", Chart);

  // --- the editor
  for (const [name, terms] of [["class", settings.classes], ["property", settings.properties]]) {
    Yasqe.Autocompleters[name].get = terms; // not the terms that a server elsewhere knows
  }
  // Yasgui's own list has another schema:, and would write it into the query
  Yasqe.Autocompleters.prefixes.get = Object.entries(settings.prefixes)
    .map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  const fromAddress = () => {
    const part = location.hash.slice(1).split("&").find((one) => one.startsWith(SHARE));
    try {
      return part ? decodeURIComponent(part.slice(SHARE.length).replaceAll("+", " ")) : null;
    } catch {
      return null;
    }
  };
  const yasqe = new Yasqe(byId("editor"), {
    requestConfig: {
      endpoint: `${location.origin}/sparql`,
      acceptHeaderGraph: "application/n-triples,application/json;q=0.1",
    },
    persistenceId: null,
    showQueryButton: false,
    resizeable: true,
    editorHeight: "15rem",
    createShareableLink: (one) =>
      `${location.origin}${location.pathname}#${SHARE}${encodeURIComponent(one.getValue())}`,
    consumeShareLink: null,
  });
  const yasr = new Yasr(byId("results"), {
    persistenceId: null,
    prefixes: settings.prefixes,
    pluginOrder: ["table", "chart", "response"],
    plugins: { table: { enabled: true, dynamicConfig: { compact: true, isEllipsed: false } } },
    errorRenderers: [async (error) => element("pre", { class: "refusal" }, said(error))],
  });
  const said = (error) => {
    const text = error.text || error.statusText || "no answer: does the server still run?";
    try {
      return JSON.parse(text).error.message;
    } catch {
      return text;
    }
  };
  yasqe.getInputField().setAttribute("aria-label", "SPARQL query");
  yasqe.on("query", () => { byId("state").textContent = "asking…"; });
  yasqe.on("queryResponse", (_, response, milliseconds) => {
    yasr.setResponse(response, milliseconds);
    const cut = response.headers?.get?.("Kg-Cut");
    byId("state").textContent = response instanceof Error ? "not answered"
      : cut ? `cut after ${cut}` : "answered";
  });
  yasr.on("drawn", () => {
    for (const input of document.querySelectorAll(".tableControls select")) {
      input.setAttribute("aria-label", "Rows on a page");
    }
  });
  const declare = () => {
    const text = yasqe.getValue().replace(/"[^"\n]*"|<[^<>\s]*>|#[^\n]*/g, "");
    const names = (pattern) => [...text.matchAll(pattern)].map((found) => found[1]);
    const declared = new Set(names(/\bprefix\s+([\w-]*):/gi));
    const missing = [...new Set(names(/(?<![\w:?$-])([\w-]+):(?=\w)/g))]
      .filter((one) => !declared.has(one) && settings.prefixes[one]).sort().reverse();
    for (const one of missing) yasqe.addPrefixes({ [one]: settings.prefixes[one] });
  };
  const run = () => { declare(); return yasqe.query().catch(() => {}); }; // the answer says what is wrong
  byId("run").addEventListener("click", run);

  // --- questions and their parameters
  let example = null;
  const literal = (text) =>
    /^(https?|urn):\S+$/.test(text) ? `<${text.replace(/[<>"{}|^`\\]/g, encodeURIComponent)}>`
      : `"${text.replace(/["\\]/g, "\\$&").replace(/[\n\r]/g, " ")}"`;
  const show = (text) => {
    yasqe.setValue(text);
    declare();
    yasqe.collapsePrefixes(true);
  };
  const fill = () => {
    const given = [...byId("parameters").querySelectorAll("input")].filter((one) => one.value.trim());
    const lines = given.map((one) => `  VALUES ?${one.name} { ${literal(one.value.trim())} }\n`);
    show(example.text.replace(/\{\n/, (found) => found + lines.join("")));
  };
  const choose = (name) => {
    example = settings.examples.find((one) => one.name === name);
    if (!example) return;
    const form = byId("parameters");
    form.replaceChildren(...example.parameters.map(({ name, meaning }) =>
      element("label", {}, `${meaning} `,
        element("input", { name, autocomplete: "off", spellcheck: "false" }))));
    form.hidden = !example.parameters.length;
    for (const link of document.querySelectorAll("[data-example]")) {
      if (link.dataset.example === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    fill();
    run();
  };
  byId("parameters").addEventListener("input", fill);
  byId("parameters").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  byId("parameters").append(element("button", { hidden: "" }));
  const follow = () => {
    const query = fromAddress();
    const named = /^#example=([\w-]+)$/.exec(location.hash);
    if (query !== null) {
      example = null;
      byId("parameters").hidden = true;
      show(query);
      if (query.trim()) run();
    } else choose(named ? named[1] : settings.examples[0].name);
  };
  addEventListener("hashchange", follow);
  for (const link of document.querySelectorAll("[data-example]")) {
    link.addEventListener("click", () => {
      if (matchMedia("(max-width: 60rem)").matches) link.closest("details").open = false;
      if (location.hash === link.hash) follow();
    });
  }
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".examples").open = false;
  follow();
})();

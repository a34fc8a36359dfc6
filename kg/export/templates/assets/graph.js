"use strict";
// The picture of a network: filters, search, labels that never overlap, and the words behind a line.
(() => {
  const box = document.getElementById("network");
  if (!box) return;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const nodes = read("network-nodes");
  const edges = read("network-edges").map((edge, id) => ({ ...edge, id }));
  const claims = read("network-claims");
  const root = document.documentElement.dataset.root;
  const panel = document.getElementById("panel");
  const frame = box.closest(".network");
  const status = frame.querySelector("[role=status]");
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const wholePage = document.body.classList.contains("graph-page");
  let upright = box.clientHeight > box.clientWidth; // then the picture is turned by its diagonal

  // colours: the same custom properties as the legend, mixed like its swatches
  const parse = (colour) => colour.length === 4
    ? [1, 2, 3].map((i) => parseInt(colour[i] + colour[i], 16))
    : [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  const mix = (a, b, share) => {
    const [x, y] = [parse(a), parse(b)];
    return "#" + x.map((v, i) => Math.round(v * share + y[i] * (1 - share)).toString(16).padStart(2, "0")).join("");
  };
  let css;
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    css = (name) => style.getPropertyValue(`--${name}`).trim();
  };
  const fill = (node) => {
    const base = css(`f${node.family}`);
    return [base, mix(base, css("ink"), 0.6), mix(base, css("card"), 0.45), css("card")][node.shade];
  };
  readColours();

  // what is shown
  const hiddenTypes = new Set();
  const refused = { label: new Set(), certainty: new Set(), polarity: new Set() };
  let selected = null; // {node: id} or {edge: id}
  let hovered = null;
  const dates = { from: "", to: "" };
  const passing = (edge) => edge.claims.map((index, at) => ({ ...claims[index], says: edge.labels[at] }))
    .filter((claim) => !refused.label.has(claim.says) && !refused.certainty.has(claim.certainty)
      && !refused.polarity.has(edge.polarity) && (!dates.from || claim.published >= dates.from)
      && (!dates.to || (claim.published && claim.published <= dates.to)));
  const filtered = () => Object.values(refused).some((set) => set.size) || dates.from || dates.to;
  let visible = new Map(); // edge id -> {edge, claims, count}
  let shownNodes = new Set();
  const near = new Set();

  const choose = () => {
    visible = new Map();
    const linked = new Set();
    for (const edge of edges) {
      if ([edge.from, edge.to].some((id) => hiddenTypes.has(nodeOf.get(id).type))) continue;
      const found = passing(edge);
      if (!found.length) continue;
      visible.set(edge.id, { edge, claims: found, count: filtered() ? found.length : edge.count });
      linked.add(edge.from).add(edge.to);
    }
    shownNodes = new Set(nodes.filter((node) => !hiddenTypes.has(node.type)
      && (!filtered() || linked.has(node.id))).map((node) => node.id));
    near.clear();
    if (selected?.node !== undefined) {
      near.add(selected.node);
      for (const { edge } of visible.values()) {
        if (edge.from === selected.node) near.add(edge.to);
        if (edge.to === selected.node) near.add(edge.from);
      }
    } else if (selected?.edge !== undefined) {
      const edge = edges[selected.edge];
      near.add(edge.from).add(edge.to);
    }
  };
  const bright = (edge) => selected === null || selected.edge === edge.id
    || (selected.node !== undefined && (edge.from === selected.node || edge.to === selected.node));

  // lines between the same two entities are bent apart
  const siblings = new Map();
  for (const edge of edges) {
    const key = [edge.from, edge.to].sort((a, b) => a - b).join();
    siblings.set(key, [...(siblings.get(key) ?? []), edge]);
  }
  const bend = (edge) => {
    const all = siblings.get([edge.from, edge.to].sort((a, b) => a - b).join());
    if (all.length === 1) return 0.06;
    const same = all.filter((one) => one.from === edge.from);
    return 0.14 + 0.16 * same.indexOf(edge);
  };

  const drawnNode = (node) => ({
    id: node.id, x: upright ? node.y : node.x, y: upright ? node.x : node.y, shape: node.shape, size: node.size,
    hidden: !shownNodes.has(node.id),
    opacity: near.size && !near.has(node.id) ? 0.18 : 1,
    borderWidth: selected?.node === node.id ? 4 : 1.5, borderWidthSelected: 4,
    color: { background: fill(node), border: selected?.node === node.id ? css("ink") : css(`f${node.family}`),
      highlight: { background: fill(node), border: css("ink") },
      hover: { background: fill(node), border: css("ink") } },
  });
  const drawnEdge = (edge) => {
    const shown = visible.get(edge.id);
    const colour = edge.polarity === "denied" ? css("conflict") : css("soft");
    return {
      id: edge.id, from: edge.from, to: edge.to, hidden: !shown,
      width: (edge.polarity === "denied" ? 1.8 : 1.3) + Math.min(5, Math.sqrt((shown?.count ?? 1) - 1)) * 0.9,
      dashes: edge.polarity === "denied" ? [7, 5] : false,
      color: { color: colour, highlight: css("accent"), hover: css("accent"),
        opacity: bright(edge) ? (selected ? 0.95 : 0.6) : 0.07 },
      smooth: { enabled: true, type: "curvedCW", roundness: bend(edge) },
    };
  };

  const options = JSON.parse(read("network-options"));
  options.interaction.zoomView = wholePage;
  choose();
  const data = { nodes: new vis.DataSet(nodes.map(drawnNode)), edges: new vis.DataSet(edges.map(drawnEdge)) };
  const network = new vis.Network(box, data, options);
  box.firstElementChild.tabIndex = 0;
  box.firstElementChild.setAttribute("role", "img");
  box.firstElementChild.setAttribute("aria-label", `${frame.getAttribute("aria-label")}: the list below says the same`);

  const redraw = () => {
    choose();
    data.nodes.update(nodes.map(drawnNode));
    data.edges.update(edges.map(drawnEdge));
  };

  // labels: of constant size on the screen, the important first, none on top of another
  const ctxFont = (node, scale) => {
    const size = 11 + node.size * 0.18;
    return [size / scale, `${node.size > 16.5 || selected?.node === node.id ? 600 : 400} ${size / scale}px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif`];
  };
  const short = (text, length) => [...text].length > length ? [...text].slice(0, length - 1).join("").trimEnd() + "…" : text;
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  let labelBoxes = [];

  const write = (ctx, text, x, y, colour, size) => {
    ctx.lineJoin = "round";
    ctx.lineWidth = size * 0.32;
    ctx.strokeStyle = css("card");
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  };

  const frameOf = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

  const labelNodes = (ctx, scale, at, taken) => {
    const rank = (node) => (hovered === node.id ? 1e6 : 0) + (selected?.node === node.id ? 1e5 : 0) + (near.has(node.id) ? 1e4 : 0) + node.weight;
    const order = nodes.filter((node) => shownNodes.has(node.id) && (!near.size || near.has(node.id) || hovered === node.id));
    order.sort((a, b) => rank(b) - rank(a) || a.id - b.id);
    const [from, to] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight })];
    const inside = (one) => one.left > from.x && one.right < to.x && one.top > from.y && one.bottom < to.y;
    for (const node of order) {
      const [size, font] = ctxFont(node, scale);
      ctx.font = font;
      const { x, y } = at[node.id];
      const reach = node.size + 2 / scale;
      const must = hovered === node.id || selected?.node === node.id;
      // the better connected may cover the marks of the less connected, but never words
      const clear = (one, minor) => inside(one) && taken.every((other) =>
        other.node === node.id || other.weight < node.weight * minor || apart(one, other));
      let text, spots, frames, best = -1;
      const tries = node.size > 16.5 ? [[24, 0], [24, 0.34], [24, 1]] : [[24, 0], [24, 0.34], [13, 0]];
      for (const [length, minor] of must ? [[60, 1]] : tries) {
        text = short(node.label, length);
        const width = ctx.measureText(text).width + 6 / scale;
        spots = [[x, y + reach + size * 0.62], [x, y - reach - size * 0.62], [x + reach + width / 2, y], [x - reach - width / 2, y]];
        frames = spots.map(([cx, cy]) => frameOf(cx, cy, width, size * 1.15));
        best = frames.findIndex((one) => clear(one, minor));
        if (best >= 0) break;
      }
      if (!must && best < 0) continue;
      const place = Math.max(best, 0);
      write(ctx, text, ...spots[place], css("ink"), size);
      taken.push({ ...frames[place], label: true });
      labelBoxes.push({ ...frames[place], id: node.id });
    }
  };

  const says = (edge) => {
    const labels = [...new Set(visible.get(edge.id).claims.map((claim) => claim.says))];
    const { count } = visible.get(edge.id);
    const text = labels.length > 2 ? `${labels[0]} +${labels.length - 1}` : labels.join(", ");
    return `${edge.polarity === "denied" ? "denied: " : ""}${text}${count > 1 ? ` ×${count}` : ""}`;
  };

  const labelEdges = (ctx, scale, taken) => {
    const few = visible.size <= 40;
    const size = 10.5 / scale;
    ctx.font = `400 ${size}px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif`;
    const order = [...visible.values()].filter(({ edge }) => selected ? bright(edge) : few);
    order.sort((a, b) => b.count - a.count || a.edge.id - b.edge.id);
    for (const { edge } of order) {
      const text = says(edge);
      const drawn = network.body.edges[edge.id];
      if (!drawn?.connected) continue;
      const width = ctx.measureText(text).width + 4 / scale;
      for (const along of [0.5, 0.38, 0.62]) {
        const { x, y } = drawn.edgeType.getPoint(along);
        const one = frameOf(x, y, width, size * 1.2);
        if (!taken.every((other) => apart(one, other))) continue;
        write(ctx, text, x, y, edge.polarity === "denied" ? css("conflict") : css("soft"), size);
        taken.push(one);
        break;
      }
    }
  };

  network.on("afterDrawing", (ctx) => {
    const scale = network.getScale();
    const at = network.getPositions();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    labelBoxes = [];
    const taken = nodes.filter((node) => shownNodes.has(node.id))
      .map((node) => ({ ...frameOf(at[node.id].x, at[node.id].y, node.size * 1.8, node.size * 1.8), node: node.id, weight: node.weight }));
    labelNodes(ctx, scale, at, taken);
    labelEdges(ctx, scale, taken);
    box.dataset.labels = `${labelBoxes.length} of ${shownNodes.size} at ${scale.toFixed(2)}`;
  });

  // the panel
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const isolated = (text) => element("bdi", text);
  const link = (path, text) => {
    const made = element("a", undefined, { href: root + path });
    made.append(isolated(text));
    return made;
  };

  const claimItem = (claim) => {
    const item = element("li");
    const line = element("p");
    line.append("According to ", isolated(claim.source ?? "the article"), claim.via.length ? " via " : "", isolated(claim.via.join(", ")),
      ` · ${claim.says}`);
    const words = element("blockquote", undefined, { dir: "auto" });
    words.append(element("span", claim.before, { class: "context" }), element(claim.before || claim.after ? "b" : "span", claim.exact),
      element("span", claim.after, { class: "context" }));
    const standing = element("p");
    if (claim.polarity === "denied") standing.append(element("span", "denied", { class: "chip denied" }), " ");
    if (claim.certainty !== "certain") standing.append(element("span", claim.certainty, { class: "chip hedged" }));
    const where = element("p");
    where.append(link(claim.path, claim.title));
    const details = [claim.publisher, claim.published, `characters ${claim.spans.map((span) => span.join("–")).join(", ")}`];
    const more = element("span", undefined, { class: "soft" });
    for (const one of details.filter(Boolean)) more.append(" · ", isolated(one));
    where.append(more);
    item.append(line, words, ...(standing.childNodes.length ? [standing] : []), where);
    return item;
  };

  const showNothing = () => {
    if (!wholePage) { showNode(nodes[0]); return; } // an entity's page is about its first node
    const list = element("ul", undefined, { class: "tight" });
    const best = nodes.filter((node) => shownNodes.has(node.id)).sort((a, b) => b.weight - a.weight || a.id - b.id);
    for (const node of best.slice(0, 12)) {
      const item = element("li");
      item.append(nodeButton(node.id), element("span", ` ${node.weight}`, { class: "soft" }));
      list.append(item);
    }
    panel.replaceChildren(element("p", "Choose an entity or a line to read the exact words behind it.", { class: "soft" }),
      element("h2", "Best connected"), list);
  };

  const nodeButton = (id) => {
    const button = element("button", undefined, { type: "button" });
    button.append(isolated(nodeOf.get(id).label));
    button.addEventListener("click", () => select({ node: id }));
    return button;
  };

  const showNode = (node) => {
    const head = element("h2");
    head.append(node.path ? link(node.path, node.label) : isolated(node.label));
    const list = element("ul");
    const found = [...visible.values()].filter(({ edge }) => edge.from === node.id || edge.to === node.id);
    found.sort((a, b) => b.count - a.count || a.edge.id - b.edge.id);
    for (const { edge, count } of found) {
      const item = element("li");
      const other = edge.from === node.id ? edge.to : edge.from;
      const words = element("button", says(edge), { type: "button" });
      words.setAttribute("aria-label", `${says(edge)}: ${count} claims, show the words`);
      words.addEventListener("click", () => select({ edge: edge.id }));
      item.append(edge.from === node.id ? "→ " : "← ", nodeButton(other), element("br"), words);
      list.append(item);
    }
    panel.replaceChildren(head, element("p", node.kind, { class: "soft" }), list);
  };

  const showEdge = (edge) => {
    const shown = visible.get(edge.id);
    const head = element("h2");
    head.append(nodeButton(edge.from), " → ", nodeButton(edge.to));
    const list = element("ul");
    list.append(...shown.claims.map(claimItem));
    panel.replaceChildren(head, element("p", says(edge), { class: "soft" }), list);
    const left = edge.count - edge.claims.length;
    if (left > 0) panel.append(element("p", `${left} more: see the entities’ pages.`, { class: "soft" }));
  };

  const select = (what) => {
    selected = what;
    redraw();
    network.unselectAll();
    if (what?.node !== undefined) showNode(nodeOf.get(what.node));
    else if (what?.edge !== undefined) showEdge(edges[what.edge]);
    else showNothing();
    panel.scrollTop = 0;
    status.textContent = what ? panel.querySelector("h2").textContent : "";
    const anchor = nodeOf.get(what?.node)?.path?.split("/").pop().replace(".html", "");
    if (wholePage) history.replaceState(null, "", anchor ? `#${anchor}` : " ");
  };

  network.on("click", ({ nodes: hit, edges: lines, pointer }) => {
    const { x, y } = pointer.canvas;
    const label = labelBoxes.find((one) => one.left <= x && x <= one.right && one.top <= y && y <= one.bottom);
    if (hit.length) select({ node: hit[0] });
    else if (label) select({ node: label.id });
    else if (lines.length) select({ edge: lines[0] });
    else select(null);
  });
  network.on("doubleClick", ({ nodes: hit }) => {
    const path = hit.length && nodeOf.get(hit[0]).path;
    if (path) location.href = root + path;
  });
  network.on("hoverNode", ({ node }) => { hovered = node; box.style.cursor = "pointer"; network.redraw(); });
  network.on("blurNode", () => { hovered = null; box.style.cursor = ""; network.redraw(); });
  network.on("hoverEdge", () => { box.style.cursor = "pointer"; });
  network.on("blurEdge", () => { box.style.cursor = ""; });

  // tools
  frame.querySelector(".tools").hidden = false;
  const fit = () => {
    const places = Object.values(network.getPositions([...shownNodes]));
    if (!places.length) return;
    const [xs, ys] = [places.map((one) => one.x), places.map((one) => one.y)];
    const range = (values) => [Math.min(...values), Math.max(...values)];
    const [[left, right], [top, bottom]] = [range(xs), range(ys)];
    const room = [box.clientWidth - 150, box.clientHeight - 80]; // labels reach beyond their nodes
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 },
      scale: Math.min(1.3, room[0] / Math.max(1, right - left), room[1] / Math.max(1, bottom - top)),
    });
  };
  for (const button of frame.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "fit") fit();
      else network.moveTo({ scale: network.getScale() * Number(button.dataset.zoom) });
    });
  }
  for (const button of frame.querySelectorAll("[data-type]")) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", on);
      hiddenTypes[on ? "delete" : "add"](button.dataset.type);
      select(null);
    });
  }
  for (const set of frame.querySelectorAll("[data-filter]")) {
    set.addEventListener("change", (event) => {
      refused[set.dataset.filter][event.target.checked ? "delete" : "add"](event.target.value);
      select(null);
    });
  }
  for (const input of frame.querySelectorAll("[data-date]")) {
    input.addEventListener("change", () => { dates[input.dataset.date] = input.value; select(null); });
  }
  const filters = frame.querySelector(".filters");
  document.addEventListener("click", (event) => { if (!filters.contains(event.target)) filters.open = false; });
  // inside a longer page the wheel scrolls the page until the picture is used
  if (!wholePage) {
    box.addEventListener("pointerdown", () => network.setOptions({ interaction: { zoomView: true } }));
    box.addEventListener("mouseleave", () => network.setOptions({ interaction: { zoomView: false } }));
  }

  // search: a combobox over the names
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let at = -1;
  const close = () => { found.hidden = true; at = -1; find.setAttribute("aria-expanded", "false"); find.removeAttribute("aria-activedescendant"); };
  const go = (id) => {
    close();
    find.value = nodeOf.get(id).label;
    select({ node: id });
    network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
  };
  const mark = (index) => {
    const entries = [...found.children];
    at = (index + entries.length) % entries.length;
    entries.forEach((one, i) => one.setAttribute("aria-selected", i === at));
    find.setAttribute("aria-activedescendant", entries[at].id);
    entries[at].scrollIntoView({ block: "nearest" });
  };
  find.addEventListener("input", () => {
    const query = fold(find.value.trim());
    const hits = query ? nodes.filter((node) => shownNodes.has(node.id) && fold(node.label).includes(query)).slice(0, 12) : [];
    found.replaceChildren(...hits.map((node) => {
      const item = element("li", undefined, { role: "option", id: `found-${node.id}`, "aria-selected": "false" });
      item.append(isolated(node.label), element("small", ` ${node.kind}`));
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); go(node.id); });
      return item;
    }));
    at = -1;
    found.hidden = !hits.length;
    find.setAttribute("aria-expanded", String(hits.length > 0));
  });
  find.addEventListener("keydown", (event) => {
    const count = found.children.length;
    if (event.key === "Escape") close();
    else if (!count || found.hidden) return;
    else if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter") go(Number(found.children[Math.max(at, 0)].id.slice(6)));
    else return;
    event.preventDefault();
  });
  find.addEventListener("blur", close);
  frame.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target !== find) select(null); });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); redraw(); });
  let width = box.clientWidth;
  network.on("resize", () => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    const turned = box.clientHeight > width;
    if (turned !== upright) { upright = turned; redraw(); }
    fit();
  });
  network.on("dragEnd", ({ nodes: moved }) => {
    for (const [id, { x, y }] of Object.entries(network.getPositions(moved))) {
      Object.assign(nodeOf.get(Number(id)), upright ? { x: y, y: x } : { x, y });
    }
  });
  network.once("afterDrawing", () => {
    fit(); // before the first drawing nodes have no extent
    showNothing();
    const linked = location.hash && nodes.find((node) => node.path?.endsWith(`/${location.hash.slice(1)}.html`));
    if (linked) go(linked.id);
    document.documentElement.dataset.graph = "ready";
  });
})();

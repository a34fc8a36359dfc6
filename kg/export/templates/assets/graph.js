"use strict";
// The picture of a network: filters, search, labels that never overlap, and the words behind a line.
(() => {
  const box = document.getElementById("network");
  if (!box) return;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const nodes = read("network-nodes");
  const edges = read("network-edges").map((edge, id) => ({ ...edge, id }));
  const { labels, days } = read("network-lines");
  const colourOf = read("network-groups");
  const CERTAINTIES = ["certain", "probable", "possible"];
  const root = document.documentElement.dataset.root;
  const panel = document.getElementById("panel");
  const frame = box.closest(".network");
  const status = frame.querySelector("[role=status]");
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const wholePage = document.body.classList.contains("graph-page");
  const LARGE = edges.length > 800; // then lines are straight, without arrows, and drawn here: vis-network is too slow
  const LISTED = 25; // entities of the panel, before more are asked for
  const NAMES = 260; // at a time
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
    const known = new Map();
    css = (name) => {
      if (!known.has(name)) known.set(name, style.getPropertyValue(`--${name}`).trim());
      return known.get(name);
    };
  };
  const grouped = () => frame.dataset.colour === "group";
  const tone = (node) => css(grouped() ? `g${colourOf[node.group] ?? 0}` : `f${node.family}`);
  const fill = (node) => {
    const base = tone(node);
    return [() => base, () => mix(base, css("ink"), 0.6), () => mix(base, css("card"), 0.45), () => css("card")][node.shade]();
  };
  readColours();

  // what is shown
  const hiddenTypes = new Set();
  const hiddenGroups = new Set();
  const refused = { label: new Set(), certainty: new Set(), polarity: new Set() };
  let selected = null; // {node: id} or {edge: id}
  let hovered = null;
  const dates = { from: "", to: "" };
  let least = -1; // percent of confidence that a claim needs
  const filtered = () => Object.values(refused).some((set) => set.size) || dates.from || dates.to || least >= 0;
  const standing = (node) => !hiddenTypes.has(node.type) && !hiddenGroups.has(node.group);
  const passing = (edge) => {
    if (!filtered()) return edge.marks;
    if (refused.polarity.has(edge.polarity)) return [];
    return edge.marks.filter(([label, certainty, day, sure]) => !refused.label.has(labels[label]) && sure >= least
      && !refused.certainty.has(CERTAINTIES[certainty]) && (!dates.from || days[day] >= dates.from)
      && (!dates.to || (days[day] && days[day] <= dates.to)));
  };
  let visible = new Map(); // edge id -> {edge, marks, count}
  let shownNodes = new Set();
  const near = new Set();

  const choose = () => {
    visible = new Map();
    const linked = new Set();
    for (const edge of edges) {
      if (!standing(nodeOf.get(edge.from)) || !standing(nodeOf.get(edge.to))) continue;
      const found = passing(edge);
      if (!found.length) continue;
      visible.set(edge.id, { edge, marks: found, count: found.length });
      linked.add(edge.from).add(edge.to);
    }
    shownNodes = new Set(nodes.filter((node) => standing(node)
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
  const pairOf = (edge) => `${Math.min(edge.from, edge.to)} ${Math.max(edge.from, edge.to)}`;
  for (const edge of edges) {
    if (!siblings.has(pairOf(edge))) siblings.set(pairOf(edge), []);
    siblings.get(pairOf(edge)).push(edge);
  }
  const bend = (edge) => {
    const all = siblings.get(pairOf(edge));
    if (all.length === 1) return 0.06;
    const same = all.filter((one) => one.from === edge.from);
    return 0.14 + 0.16 * same.indexOf(edge);
  };

  const drawnNode = (node) => ({
    id: node.id, x: upright ? node.y : node.x, y: upright ? node.x : node.y, shape: node.shape, size: node.size,
    hidden: !shownNodes.has(node.id),
    opacity: !LARGE && near.size && !near.has(node.id) ? 0.18 : node.guest ? 0.75 : 1,
    borderWidth: selected?.node === node.id ? 4 : 1.5, borderWidthSelected: 4,
    color: { background: fill(node), border: selected?.node === node.id ? css("ink") : tone(node),
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
        opacity: !bright(edge) ? 0.07 : selected ? 0.95 : 0.6 },
      smooth: { enabled: true, type: "curvedCW", roundness: bend(edge) },
    };
  };

  const options = JSON.parse(read("network-options"));
  options.interaction.zoomView = wholePage;
  options.interaction.hoverConnectedEdges = false;
  options.interaction.keyboard = { enabled: true, bindToWindow: false };
  // only what has changed is handed on: thousands of untouched lines would cost most of the time
  const changed = (made) => {
    const drawn = new Map();
    return (ones) => ones.map(made).filter((one) => {
      const text = JSON.stringify(one);
      const same = drawn.get(one.id) === text;
      drawn.set(one.id, text);
      return !same;
    });
  };
  const [changedNodes, changedEdges] = [changed(drawnNode), changed(drawnEdge)];
  choose();
  const data = { nodes: new vis.DataSet(changedNodes(nodes)), edges: new vis.DataSet(LARGE ? [] : changedEdges(edges)) };
  const network = new vis.Network(box, data, options);
  box.firstElementChild.tabIndex = 0;
  box.firstElementChild.setAttribute("role", "img");
  box.firstElementChild.setAttribute("aria-label", `${frame.getAttribute("aria-label")}: the lists beside and below say the same; arrow keys move it, plus and minus zoom`);

  const redraw = () => {
    choose();
    data.nodes.update(changedNodes(nodes));
    if (!LARGE) data.edges.update(changedEdges(edges));
    report();
  };
  const shownText = frame.querySelector(".shown");
  const reset = frame.querySelector(".reset");
  const total = edges.reduce((sum, edge) => sum + edge.marks.length, 0);
  const report = () => {
    const claims = [...visible.values()].reduce((sum, one) => sum + one.count, 0);
    const part = (some, all) => some === all ? all.toLocaleString("en") : `${some.toLocaleString("en")} of ${all.toLocaleString("en")}`;
    const text = `${part(shownNodes.size, nodes.length)} entities, ${part(claims, total)} claims`;
    if (shownText.textContent !== text) shownText.textContent = text;
    reset.hidden = shownNodes.size === nodes.length && claims === total && !filtered();
  };

  // soft ground behind the members of a group that lie together
  const outline = (points) => {
    const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
    const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
    const half = (ones) => {
      const made = [];
      for (const one of ones) {
        while (made.length > 1 && turn(made.at(-2), made.at(-1), one) <= 0) made.pop();
        made.push(one);
      }
      return made.slice(0, -1);
    };
    return [...half(sorted), ...half(sorted.reverse())];
  };
  const gathered = (points) => { // without those that lie far away from the rest
    const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const centre = { x: middle(points.map((one) => one.x)), y: middle(points.map((one) => one.y)) };
    const far = (one) => Math.hypot(one.x - centre.x, one.y - centre.y);
    const usual = middle(points.map(far));
    return points.filter((one) => far(one) <= 2.2 * usual + 1);
  };
  network.on("beforeDrawing", (ctx) => {
    if (!grouped() || selected) return;
    const at = network.getPositions();
    const members = new Map();
    for (const node of nodes) {
      if (!shownNodes.has(node.id) || node.guest || !(node.group in colourOf)) continue;
      if (!members.has(node.group)) members.set(node.group, []);
      members.get(node.group).push(at[node.id]);
    }
    if (members.size < 2) return;
    ctx.lineJoin = "round";
    ctx.lineWidth = 56;
    for (const [group, points] of members) {
      const [first, ...rest] = points.length > 3 ? outline(gathered(points)) : [];
      if (rest.length < 2) continue;
      ctx.fillStyle = ctx.strokeStyle = mix(css(`g${colourOf[group]}`), css("card"), colourOf[group] ? 0.14 : 0.1);
      ctx.beginPath();
      ctx.moveTo(first.x, first.y);
      for (const { x, y } of rest) ctx.lineTo(x, y);
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
    }
  });

  // labels: of constant size on the screen, the important first, none on top of another
  const ctxFont = (node, scale) => {
    const size = 11 + node.size * 0.18;
    return [size / scale, `${node.size > 16.5 || selected?.node === node.id ? 600 : 400} ${size / scale}px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif`];
  };
  const short = (text, length) => [...text].length > length ? [...text].slice(0, length - 1).join("").trimEnd() + "…" : text;
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  let labelBoxes = [];
  // what is taken, by squares of the canvas: comparing with everything is too slow for thousands
  const board = (side) => {
    const squares = new Map();
    const keys = function* (one) {
      for (let x = Math.floor(one.left / side); x <= Math.floor(one.right / side); x++) {
        for (let y = Math.floor(one.top / side); y <= Math.floor(one.bottom / side); y++) yield `${x} ${y}`;
      }
    };
    return {
      push: (one) => { for (const key of keys(one)) { const known = squares.get(key); if (known) known.push(one); else squares.set(key, [one]); } },
      every: (one, fine) => { for (const key of keys(one)) if (!(squares.get(key) ?? []).every(fine)) return false; return true; },
    };
  };

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
    const [from, to] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight })];
    const rank = (node) => (hovered === node.id ? 1e6 : 0) + (selected?.node === node.id ? 1e5 : 0) + (near.has(node.id) ? 1e4 : 0) + node.weight;
    const seen = ({ x, y }) => x > from.x && x < to.x && y > from.y && y < to.y;
    const order = nodes.filter((node) => shownNodes.has(node.id) && seen(at[node.id])
      && (!near.size || near.has(node.id) || hovered === node.id));
    order.sort((a, b) => rank(b) - rank(a) || a.id - b.id);
    const inside = (one) => one.left > from.x && one.right < to.x && one.top > from.y && one.bottom < to.y;
    for (const node of order.slice(0, NAMES)) {
      const [size, font] = ctxFont(node, scale);
      ctx.font = font;
      const { x, y } = at[node.id];
      const reach = node.size + 2 / scale;
      const must = hovered === node.id || selected?.node === node.id;
      // the better connected may cover the marks of the less connected, but never words
      const clear = (one, minor) => inside(one) && taken.every(one, (other) =>
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
    const { marks, count } = visible.get(edge.id);
    const names = [...new Set(marks.map(([label]) => labels[label]))];
    const text = names.length > 2 ? `${names[0]} +${names.length - 1}` : names.join(", ");
    return `${edge.polarity === "denied" ? "denied: " : ""}${text}${count > 1 ? ` ×${count}` : ""}`;
  };

  const labelEdges = (ctx, scale, at, taken) => {
    const few = visible.size <= 40;
    const size = 10.5 / scale;
    ctx.font = `400 ${size}px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif`;
    const order = [...visible.values()].filter(({ edge }) => selected ? bright(edge) : few);
    order.sort((a, b) => b.count - a.count || a.edge.id - b.edge.id);
    for (const { edge } of order) {
      const text = says(edge);
      const drawn = network.body.edges[edge.id];
      if (!LARGE && !drawn?.connected) continue;
      const width = ctx.measureText(text).width + 4 / scale;
      for (const along of [0.5, 0.38, 0.62]) {
        const [start, end] = [at[edge.from], at[edge.to]];
        const { x, y } = LARGE ? { x: start.x + (end.x - start.x) * along, y: start.y + (end.y - start.y) * along } : drawn.edgeType.getPoint(along);
        const one = frameOf(x, y, width, size * 1.2);
        if (!taken.every(one, (other) => apart(one, other))) continue;
        write(ctx, text, x, y, edge.polarity === "denied" ? css("conflict") : css("soft"), size);
        taken.push(one);
        break;
      }
    }
  };

  // the lines of a large picture: one stroke for all that look the same
  const strokes = (ctx, scale, at, chosen) => {
    const alike = new Map();
    for (const one of chosen) {
      const key = `${one.edge.polarity} ${Math.min(3, Math.floor(Math.sqrt(one.count)))}`;
      if (!alike.has(key)) alike.set(key, []);
      alike.get(key).push(one.edge);
    }
    for (const [key, ones] of alike) {
      const [polarity, width] = key.split(" ");
      const denied = polarity === "denied";
      ctx.strokeStyle = css(denied ? "conflict" : "soft");
      ctx.lineWidth = (0.3 + 0.6 * width) / scale;
      ctx.setLineDash(denied ? [7 / scale, 5 / scale] : []);
      ctx.beginPath();
      for (const edge of ones) {
        ctx.moveTo(at[edge.from].x, at[edge.from].y);
        ctx.lineTo(at[edge.to].x, at[edge.to].y);
      }
      ctx.stroke();
    }
    ctx.setLineDash([]);
  };
  network.on("beforeDrawing", (ctx) => {
    if (!LARGE) return;
    ctx.globalAlpha = selected ? 0.04 : 0.22;
    strokes(ctx, network.getScale(), network.getPositions(), visible.values());
    ctx.globalAlpha = 1;
  });
  const veil = (ctx, scale, at) => {
    const [from, to] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight })];
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = css("card");
    ctx.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    ctx.globalAlpha = 0.9;
    strokes(ctx, scale, at, [...visible.values()].filter(({ edge }) => bright(edge)));
    ctx.globalAlpha = 1;
    for (const id of near) if (shownNodes.has(id)) network.body.nodes[id].draw(ctx);
  };
  const lineAt = ({ x, y }) => {
    const at = network.getPositions();
    let [best, least] = [null, 6 / network.getScale()];
    for (const { edge } of visible.values()) {
      const [a, b] = [at[edge.from], at[edge.to]];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const far = Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
      if (far < least && (!selected || bright(edge))) [best, least] = [edge.id, far];
    }
    return best;
  };

  network.on("afterDrawing", (ctx) => {
    const scale = network.getScale();
    const at = network.getPositions();
    if (LARGE && selected) veil(ctx, scale, at);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    labelBoxes = [];
    const taken = board(80 / scale);
    for (const node of nodes) {
      if (shownNodes.has(node.id)) taken.push({ ...frameOf(at[node.id].x, at[node.id].y, node.size * 1.8, node.size * 1.8), node: node.id, weight: node.weight });
    }
    labelNodes(ctx, scale, at, taken);
    labelEdges(ctx, scale, at, taken);
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

  const load = (path, then) => {
    const script = document.createElement("script");
    script.src = path;
    script.onload = then;
    document.head.append(script);
  };
  // the words of a large picture lie in a script of their own, loaded when a line is first opened
  let claims = frame.dataset.words ? null : read("network-claims");
  const withWords = (then) => {
    if (claims) { then(); return; }
    load(frame.dataset.words, () => { claims = globalThis.kgWords; then(); });
  };

  const claimItem = ([label, , , , index]) => {
    const claim = claims[index];
    const item = element("li");
    const line = element("p");
    line.append("According to ", isolated(claim.source ?? "the article"), claim.via.length ? " via " : "", isolated(claim.via.join(", ")),
      ` · ${labels[label]}`);
    const words = element("blockquote", undefined, { dir: "auto" });
    words.append(element("span", claim.before, { class: "context" }), element(claim.before || claim.after ? "b" : "span", claim.exact),
      element("span", claim.after, { class: "context" }));
    const standing = element("p");
    if (claim.polarity === "denied") standing.append(element("span", "denied", { class: "chip denied" }), " ");
    if (claim.certainty !== "certain") standing.append(element("span", claim.certainty, { class: "chip hedged" }), " ");
    if (claim.sure !== null) standing.append(element("span", `${claim.sure} % sure`, { class: "soft" }));
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
    const more = element("button", undefined, { type: "button", class: "more" });
    const go = () => {
      const start = list.children.length;
      for (const node of best.slice(start, start + LISTED)) {
        const item = element("li");
        item.append(nodeButton(node.id), element("span", ` ${node.weight}`, { class: "soft" }));
        list.append(item);
      }
      const left = best.length - list.children.length;
      more.hidden = !left;
      more.textContent = `Show ${Math.min(LISTED, left)} more of ${left.toLocaleString("en")}`;
      if (start) list.children[start]?.querySelector("button").focus();
    };
    more.addEventListener("click", go);
    go();
    panel.replaceChildren(element("p", "Choose an entity or a line to read the exact words behind it.", { class: "soft" }),
      element("h2", "Best connected"), list, more);
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
    if (node.outside) {
      const rest = element("p", undefined, { class: "soft" });
      rest.append(`${found.length ? "And " : ""}${node.outside.toLocaleString("en")} ${node.outside === 1 ? "claim" : "claims"} with entities outside this picture`,
        ...(node.path && (wholePage || node !== nodes[0]) ? [": ", link(node.path, "its page")] : []), ".");
      panel.append(rest);
    }
  };

  const showEdge = (edge) => {
    const shown = visible.get(edge.id);
    const head = element("h2");
    head.append(nodeButton(edge.from), " → ", nodeButton(edge.to));
    const list = element("ul");
    const worded = shown.marks.filter((mark) => mark.length > 4);
    panel.replaceChildren(head, element("p", says(edge), { class: "soft" }), list);
    const left = shown.count - worded.length;
    if (left > 0) {
      const rest = element("p", `${left} more: see the pages of `, { class: "soft" });
      const ends = [nodeOf.get(edge.from), nodeOf.get(edge.to)];
      rest.append(link(ends[0].path, ends[0].label), " and ", link(ends[1].path, ends[1].label), ".");
      panel.append(rest);
    }
    withWords(() => list.append(...worded.map(claimItem)));
  };

  const select = (what) => {
    selected = what;
    redraw();
    network.unselectAll();
    network.body.emitter.emit("_requestRedraw"); // nothing may have changed but what is veiled
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
    else if (LARGE && lineAt(pointer.canvas) !== null) select({ edge: lineAt(pointer.canvas) });
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
    const room = [box.clientWidth - Math.min(150, box.clientWidth * 0.22), box.clientHeight - 80]; // labels reach beyond their nodes
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
  for (const button of frame.querySelectorAll("[data-group]")) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", on);
      for (const number of button.dataset.group.split(" ")) hiddenGroups[on ? "delete" : "add"](Number(number));
      select(null);
    });
  }
  for (const input of frame.querySelectorAll("[name=colour]")) {
    input.addEventListener("change", () => { frame.dataset.colour = input.value; redraw(); });
  }
  for (const button of frame.querySelectorAll("[data-all]")) {
    button.addEventListener("click", () => {
      const set = button.closest("[data-filter]");
      for (const one of set.querySelectorAll("input")) {
        one.checked = button.dataset.all === "true";
        refused[set.dataset.filter][one.checked ? "delete" : "add"](one.value);
      }
      select(null);
    });
  }
  reset.addEventListener("click", () => {
    hiddenTypes.clear();
    hiddenGroups.clear();
    for (const set of Object.values(refused)) set.clear();
    dates.from = dates.to = "";
    least = -1;
    sure.value = "-1";
    for (const one of frame.querySelectorAll(".legend [aria-pressed]")) one.setAttribute("aria-pressed", "true");
    for (const one of frame.querySelectorAll(".filters [type=checkbox]")) one.checked = true;
    for (const one of frame.querySelectorAll("[data-date]")) one.value = "";
    select(null);
    find.focus();
  });
  for (const set of frame.querySelectorAll("[data-filter]")) {
    set.addEventListener("change", (event) => {
      refused[set.dataset.filter][event.target.checked ? "delete" : "add"](event.target.value);
      select(null);
    });
  }
  const sure = frame.querySelector("[data-sure]");
  sure.addEventListener("change", () => { least = Number(sure.value); select(null); });
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
  let elsewhere = null; // entities that are not in the picture, from a script of their own
  const inPicture = new Set(nodes.map((node) => node.path));
  const learn = () => {
    if (elsewhere || !frame.dataset.names) return;
    elsewhere = [];
    load(frame.dataset.names, () => {
      elsewhere = globalThis.kgNames.filter(([, , path]) => !inPicture.has(path));
      if (document.activeElement === find) find.dispatchEvent(new Event("input"));
    });
  };
  find.addEventListener("focus", learn);
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
    const others = query ? (elsewhere ?? []).filter(([name]) => fold(name).includes(query)).slice(0, 12 - hits.length) : [];
    const entry = (id, name, note, act) => {
      const item = element("li", undefined, { role: "option", id, "aria-selected": "false" });
      item.append(isolated(name), element("small", ` ${note}`));
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); act(); });
      item.act = act;
      return item;
    };
    found.replaceChildren(
      ...hits.map((node) => entry(`found-${node.id}`, node.label, node.kind, () => go(node.id))),
      ...others.map(([name, kind, path, group], i) => entry(`other-${i}`, name, `${kind}, in another picture`,
        () => { location.href = `${root}${group}#${path.split("/").pop().replace(".html", "")}`; })));
    at = -1;
    found.hidden = !found.children.length;
    find.setAttribute("aria-expanded", String(!found.hidden));
  });
  find.addEventListener("keydown", (event) => {
    const count = found.children.length;
    if (event.key === "Escape") close();
    else if (!count || found.hidden) return;
    else if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter") found.children[Math.max(at, 0)].act();
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
    report();
    document.documentElement.dataset.graph = "ready";
    performance.mark("graph-ready");
  });
})();

/* Which type holds which: types as boxes, fields as arrows. */

const goodTypes = new Set(["collected", "no references"]);

function slotsOf(type) {
  try {
    return Object.values(JSON.parse(type.slots));
  } catch {
    return [];
  }
}

/* Fields as objects; only those through which a cycle can go. */
function edgesOf(type) {
  return type.fields.map(f => ({path: f[0], holds: f[2], to: f[3],
    canCycle: f[5], inCycle: f[6], hidden: f[7] === "no"}))
    .filter(f => f.canCycle);
}

/* The types that hang together with the given one. */
function component(types, start) {
  const near = new Map(types.map(t => [t.variable, new Set()]));
  for (const t of types)
    for (const e of edgesOf(t))
      if (near.has(e.to)) {
        near.get(t.variable).add(e.to);
        near.get(e.to).add(t.variable);
      }
  const seen = new Set([start]);
  for (const at of seen)
    for (const next of near.get(at) || [])
      seen.add(next);
  return types.filter(t => seen.has(t.variable));
}

function components(types) {
  const out = [], seen = new Set();
  for (const t of types) {
    if (seen.has(t.variable))
      continue;
    const c = component(types, t.variable);
    c.forEach(x => seen.add(x.variable));
    out.push(c);
  }
  return out;
}

const box = {w: 190, h: 46};

/* Around a circle; one or two side by side. */
function layout(types) {
  const n = types.length;
  const radius = n < 3 ? 150 : Math.max(150, n * 64 / Math.PI + 40);
  const at = new Map();
  types.forEach((t, i) => {
    const a = n === 1 ? 0 : Math.PI + 2 * Math.PI * i / n;
    at.set(t.variable, {x: n === 1 ? 0 : radius * 1.8 * Math.cos(a),
      y: n <= 2 ? 0 : radius * Math.sin(a)});
  });
  return at;
}

/* Where the line from a to b leaves the box around a. */
function leave(a, b) {
  const dx = b.x - a.x, dy = b.y - a.y;
  const s = Math.min(Math.abs((box.w / 2 + 6) / (dx || 1e-6)),
    Math.abs((box.h / 2 + 6) / (dy || 1e-6)));
  return {x: a.x + dx * s, y: a.y + dy * s};
}

function edgePath(a, b, k) {
  if (a === b) {
    const y = a.y - box.h / 2, w = 26 + 14 * k;
    return ["M" + (a.x - 18) + " " + y + "C" + (a.x - w - 18) + " " +
      (y - 44 - 20 * k) + " " + (a.x + w + 18) + " " + (y - 44 - 20 * k) +
      " " + (a.x + 18) + " " + (y - 3), a.x, y - 38 - 16 * k];
  }
  const from = leave(a, b), to = leave(b, a);
  const mx = (from.x + to.x) / 2, my = (from.y + to.y) / 2;
  const len = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const bend = 26 + 22 * k;
  const cx = mx - (to.y - from.y) / len * bend;
  const cy = my + (to.x - from.x) / len * bend;
  return ["M" + from.x + " " + from.y + "Q" + cx + " " + cy + " " + to.x +
    " " + to.y, (mx + cx) / 2, (my + cy) / 2];
}

/* Fields between the same two types share an arrow. */
function arrows(types) {
  const out = new Map();
  for (const t of types)
    for (const e of edgesOf(t)) {
      const to = types.some(x => x.variable === e.to) ? e.to : null;
      const key = t.variable + ">" + to + ">" + e.hidden + ">" + e.inCycle;
      const a = out.get(key) || {from: t.variable, to, hidden: e.hidden,
        inCycle: e.inCycle, fields: []};
      a.fields.push(e.path);
      out.set(key, a);
    }
  return [...out.values()];
}

function shortName(name) {
  const last = name.split(".").pop();
  return last.length > 24 ? last.slice(0, 23) + "\u2026" : last;
}

function typeBox(t, p, focus) {
  const bad = !goodTypes.has(t.verdict);
  return h("svg:g", {class: "type" + (bad ? " bad" : "") +
    (t === focus ? " focus" : "")},
  h("svg:rect", {x: p.x - box.w / 2, y: p.y - box.h / 2, width: box.w,
    height: box.h, rx: 6}),
  h("svg:text", {x: p.x, y: p.y - 3}, shortName(t.name)),
  h("svg:text", {x: p.x, y: p.y + 14, class: "verdict"}, t.verdict),
  h("svg:title", {}, t.name + "\n" + t.file + ":" + t.line + "\n" +
    t.flags));
}

function typePicture(types, focus) {
  const at = layout(types), count = new Map();
  const shapes = [], labels = [];
  const any = new Map();
  for (const a of arrows(types)) {
    const from = at.get(a.from);
    const pair = a.from + ">" + a.to;
    const k = count.get(pair) || 0;
    count.set(pair, k + 1);
    if (!a.to) {
      any.set(a.from, (any.get(a.from) || []).concat(a));
      continue;
    }
    const [d, x, y] = edgePath(from, at.get(a.to), k);
    shapes.push(h("svg:path", {d, class: "edge" + (a.hidden ? " hidden" : "") +
      (a.inCycle ? " cycle" : ""), "marker-end": a.hidden
      ? "url(#type-tip-bad)" : "url(#type-tip)"}));
    labels.push(h("svg:text", {x, y, class: "label" + (a.hidden
      ? " hidden" : "")}, a.fields.slice(0, 3).join(", ") +
      (a.fields.length > 3 ? " +" + (a.fields.length - 3) : "")));
  }
  for (const [name, list] of any) {
    const p = at.get(name);
    list.forEach((a, i) => labels.push(h("svg:text", {x: p.x,
      y: p.y + box.h / 2 + 14 + 13 * i, class: "label" + (a.hidden
        ? " hidden" : "")}, "\u2192 any object: " + a.fields.slice(0, 2)
      .join(", ") + (a.fields.length > 2 ? " +" + (a.fields.length - 2)
      : ""))));
  }
  const ys = [...at.values()].map(p => p.y), xs = [...at.values()]
    .map(p => p.x);
  const x0 = Math.min(...xs) - box.w / 2 - 40;
  const loops = [...count.keys()].some(k => {
    const [from, to] = k.split(">");
    return from === to;
  });
  const y0 = Math.min(...ys) - box.h / 2 - (loops ? 80 : 14);
  const w = Math.max(...xs) + box.w / 2 + 40 - x0;
  const height = Math.max(...ys) + box.h / 2 + 50 - y0;
  return h("svg:svg", {class: "types" + (types.length > 14 ? " wide" : ""),
    viewBox: [x0, y0, w, height].join(" "),
    width: w, height, role: "img",
    "aria-label": "types and the fields through which they hold each other"},
  h("svg:defs", {}, ["type-tip", "type-tip-bad"].map(id =>
    h("svg:marker", {id, viewBox: "0 0 8 8", refX: 6, refY: 4,
      markerWidth: 8, markerHeight: 8, orient: "auto"},
    h("svg:path", {d: "M0 0L8 4L0 8z"})))),
  shapes, types.map(t => typeBox(t, at.get(t.variable), focus)), labels);
}

const legend = () => h("p", {class: "dim"}, "An arrow is a field through " +
  "which one object can keep another alive. Thick: part of a cycle. Red and " +
  "dashed: tp_traverse does not visit it, so the collector cannot see it.");

/* The type that a TYP finding speaks of. */
function typeOf(row) {
  if (!row.rule.startsWith("TYP"))
    return null;
  return data.types.find(t => t.file === row.file && t.line === row.line) ||
    data.types.find(t => row.function && slotsOf(t).includes(row.function)) ||
    data.types.find(t => row.message.includes(t.name)) || null;
}

function typeCard(v) {
  const type = typeOf(v.row);
  if (!type)
    return null;
  const near = component(data.types, type.variable);
  return h("div", {class: "card"}, h("h3", {}, "The type and what it holds"),
    h("div", {class: "scroll"}, typePicture(near.length > 24 ? [type] : near,
      type)), legend());
}

function typesPage(page) {
  const all = components(data.types).sort((a, b) =>
    score(b) - score(a) || b.length - a.length);
  const drawn = all.filter(c => c.length > 1 || arrows(c).length);
  fill(page, h("h2", {}, plural(data.types.length, "type")),
    data.types.length ? legend() : h("p", {class: "dim"},
      "This run met no type."),
    h("div", {class: "pictures"}, drawn.slice(0, 60).map(c =>
      h("div", {class: "card scroll"}, typePicture(c, null)))),
    drawn.length > 60 ? h("p", {class: "dim"}, "and " + (drawn.length - 60) +
      " more: refaudit export dot") : null,
    data.types.length ? table(["type", "kind", "struct", "flags", "verdict",
      "place"], data.types.map(t => h("tr", {}, h("td",
        {class: "long"}, t.name),
      h("td", {}, t.kind), h("td", {class: "mono long"}, t.record),
      h("td", {class: "small"}, t.flags), h("td", {class:
        goodTypes.has(t.verdict) ? "" : "bad"}, t.verdict),
      h("td", {class: "mono long"}, t.file + ":" + t.line)))) : null);
}

/* Types that need a look come first. */
const score = c => c.filter(t => !goodTypes.has(t.verdict)).length * 10 +
  arrows(c).filter(a => a.hidden || a.inCycle).length;

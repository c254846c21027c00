/* The code of a finding: lines, steps between them, arrows beside them. */

/* ---- C, well enough to be read ---- */

const keywords = new Set(("auto break case char const continue default do " +
  "double else enum extern float for goto if inline int long register " +
  "restrict return short signed sizeof static struct switch typedef union " +
  "unsigned void volatile while NULL bool true false").split(" "));
const tokenShape = new RegExp([
  "(\\/\\/.*|\\/\\*.*?(?:\\*\\/|$))",
  "(\"(?:\\\\.|[^\"\\\\])*\"?|'(?:\\\\.|[^'\\\\])*'?)",
  "([A-Za-z_]\\w*)",
  "(\\d[\\w.]*)",
].join("|"), "g");
const apiName = /^_?Py[A-Z_]?\w*$/;

/* [[from, to, class]...] of what has a colour, and whether a comment goes on
 * in the next line. */
function tokens(line, inComment) {
  const out = [];
  let at = 0;
  if (inComment) {
    const end = line.indexOf("*/");
    at = end < 0 ? line.length : end + 2;
    out.push([0, at, "com"]);
    if (end < 0)
      return [out, true];
  }
  const pre = /^\s*#\s*\w+/.exec(line);
  if (pre && !inComment) {
    at = pre[0].length;
    out.push([0, at, "pre"]);
  }
  tokenShape.lastIndex = at;
  let open = false;
  for (let m; (m = tokenShape.exec(line));) {
    const [all, com, str, name, num] = m;
    const kind = com ? "com" : str ? "str" : num ? "num"
      : keywords.has(name) ? "kw" : apiName.test(name) ? "api" : "id";
    out.push([m.index, m.index + all.length, kind]);
    if (com && com.startsWith("/*") && !com.endsWith("*/"))
      open = true;
  }
  return [out, open];
}

/* The database counts bytes, from 1. */
function charColumn(line, col) {
  if (/^[\x00-\x7f]*$/.test(line))
    return col - 1;
  let bytes = 0, i = 0;
  for (const c of line) {
    if (bytes >= col - 1)
      break;
    bytes += new TextEncoder().encode(c).length;
    i += c.length;
  }
  return i;
}

const maxLine = 1500;

function codeLine(line, parts, marks) {
  const cuts = new Set([0, Math.min(line.length, maxLine)]);
  for (const [from, to] of parts)
    cuts.add(from).add(to);
  for (const m of marks)
    cuts.add(m.from).add(m.to);
  const at = [...cuts].filter(c => c <= maxLine && c <= line.length)
    .sort((a, b) => a - b);
  const out = h("code", {});
  for (let i = 0; i + 1 < at.length; i++) {
    const part = parts.find(p => p[0] <= at[i] && at[i + 1] <= p[1]);
    const on = marks.filter(m => m.from <= at[i] && at[i + 1] <= m.to);
    const text = line.slice(at[i], at[i + 1]);
    const kind = (part ? part[2] : "") + (on.length ? " mark" : "");
    if (!kind)
      out.append(document.createTextNode(shown(text)));
    else
      out.append(h("span", {class: kind.trim(),
        "data-steps": on.length ? on.map(m => m.step).join(" ") : null},
      text));
  }
  if (line.length > maxLine)
    out.append(h("span", {class: "com"}, " \u2026"));
  return out;
}

/* ---- which lines ---- */

/* Steps in the order of the path; blocks of one function each, in the order
 * in which the path enters them for the first time. */
function blocksOf(detail, steps) {
  const blocks = new Map();
  const add = (file, hash, name, from, to, line) => {
    const key = file + "\n" + hash + "\n" + name;
    let b = blocks.get(key);
    if (!b)
      blocks.set(key, b = {file, hash, name, from, to, lines: []});
    if (line)
      b.lines.push(line);
    return b;
  };
  const p = detail.place;
  for (const s of steps)
    s.block = add(s.file, s.hash, s.name, s.from, s.to, s.line);
  add(p.file, p.hash, p.function, p.from, p.to, p.line);
  return [...blocks.values()];
}

/* Lines to show: [from, to, folded]. */
function rangesOf(block, count, whole) {
  const lines = block.lines.filter(l => l > 0 && l <= count);
  const first = block.from || Math.max(1, Math.min(...lines) - 8);
  const last = Math.min(count, block.to || Math.max(...lines) + 8);
  const near = new Set([first, first + 1, first + 2, last - 1, last]);
  for (const l of lines)
    for (let i = -6; i <= 6; i++)
      near.add(l + i);
  const all = whole || last - first < 60;
  const out = [];
  for (let l = first; l <= last; l++) {
    const fold = !all && !near.has(l);
    const end = out[out.length - 1];
    if (end && end[2] === fold)
      end[1] = l;
    else
      out.push([l, l, fold]);
  }
  return out.map(r => r[2] && r[1] - r[0] < 5 ? [r[0], r[1], false] : r);
}

/* ---- rows ---- */

function ledgerChips(step, before) {
  const out = [];
  const old = before ? before.ledger : {};
  for (const [name, n] of Object.entries(step.ledger.owned || {})) {
    const was = (old.owned || {})[name];
    out.push(h("span", {class: "chip own" + (was !== n ? " changed" : "")},
      (name || "it") + " " + n));
  }
  if (step.ledger.exc)
    out.push(h("span", {class: "chip exc" +
      (old.exc !== step.ledger.exc ? " changed" : "")},
    step.ledger.exc === "set" ? "exception set" : "exception?"));
  return out;
}

function stepRow(view, step) {
  return h("div", {class: "row step" + (step.key ? " key" : " minor"),
    "data-step": step.number, onclick: () => view.go(step.number)},
  h("span", {class: "lane"},
    h("span", {class: "bubble"}, step.number)),
  h("span", {class: "say"}, step.message),
  h("span", {class: "ledger"}, ledgerChips(step, view.before(step)),
    step.number === view.steps.length && data.leaks.includes(view.row.rule) &&
      Object.values(step.ledger.owned || {}).some(n => n > 0)
      ? h("span", {class: "chip expected"}, "expected 0") : null));
}

function foldRow(view, range) {
  return h("div", {class: "row fold"},
    h("span", {class: "lane"}),
    h("button", {onclick: () => view.expand()},
      "\u22ef " + plural(range[1] - range[0] + 1, "line")));
}

/* Where a step points to, in its line. */
function markOf(step, line) {
  const from = charColumn(line, step.col);
  let to = step.endLine === step.line && step.endCol > step.col
    ? charColumn(line, step.endCol) : line.length;
  if (to <= from)
    to = from + 1;
  return {from, to: Math.min(to, line.length), step: step.number};
}

function lineRows(view, block, lines, number, comment) {
  const line = (lines[number - 1] || "").replace(/\r$/, "");
  const here = view.steps.filter(s => s.block === block && s.line === number &&
    view.isShown(s));
  const [parts, open] = tokens(line, comment);
  const marks = here.map(s => markOf(s, line)).filter(m => m.from < m.to);
  const also = block.file === view.detail.place.file &&
    view.detail.also.some(a => a[1] === number);
  return [open,
    h("div", {class: "row src" + (here.length ? " hit" : "") +
      (also ? " also" : ""), title: also ? "the same defect leaves here, too"
      : null},
    h("span", {class: "lane"}), h("span", {class: "no"}, number),
    codeLine(line, parts, marks)),
    here.map(s => stepRow(view, s))];
}

function blockRows(view, block, lines) {
  const head = h("div", {class: "row head"},
    h("span", {class: "lane"}),
    h("span", {}, block.name ? block.name + "()  " : "",
      h("span", {class: "dim"}, block.file)));
  if (!lines)
    return [head, h("div", {class: "row dim"}, h("span", {class: "lane"}),
      "The text of this file was not kept."),
    view.steps.filter(s => s.block === block && view.isShown(s))
      .map(s => stepRow(view, s))];
  const out = [head];
  let comment = false;
  for (const range of rangesOf(block, lines.length, view.whole)) {
    if (range[2]) {
      out.push(foldRow(view, range));
      comment = false;
      continue;
    }
    for (let n = range[0]; n <= range[1]; n++) {
      const [open, ...rows] = lineRows(view, block, lines, n, comment);
      comment = open;
      out.push(rows);
    }
  }
  return out;
}

/* ---- arrows ---- */

function arrowPath(a, b) {
  const x = 40, gap = 11;
  if (b.index === a.index + 1 && b.y > a.y)
    return "M" + x + " " + (a.y + gap) + "V" + (b.y - gap - 3);
  const bulge = Math.min(34, 14 + Math.abs(b.y - a.y) / 25);
  return "M" + (x - gap) + " " + a.y + "C" + (x - gap - bulge) + " " + a.y +
    " " + (x - gap - bulge) + " " + b.y + " " + (x - gap - 3) + " " + b.y;
}

function drawArrows(view) {
  const box = view.code;
  const old = box.querySelector("svg.arrows");
  if (old)
    old.remove();
  const base = box.getBoundingClientRect().top;
  const rows = [...box.querySelectorAll(".row.step")];
  const at = new Map(rows.map((r, index) => {
    const b = r.querySelector(".bubble").getBoundingClientRect();
    return [+r.dataset.step, {y: b.top - base + b.height / 2, index}];
  }));
  const svg = h("svg:svg", {class: "arrows", width: 64,
    height: box.scrollHeight, "aria-hidden": "true"},
  h("svg:defs", {}, ["tip", "tip-on"].map(id =>
    h("svg:marker", {id, viewBox: "0 0 6 6", refX: 3, refY: 3,
      markerWidth: 6, markerHeight: 6, orient: "auto"},
    h("svg:path", {d: "M0 0L6 3L0 6z"})))));
  const path = view.visible();
  for (let i = 1; i < path.length; i++) {
    const a = at.get(path[i - 1].number), b = at.get(path[i].number);
    if (!a || !b)
      continue;
    const on = path[i].number === view.step;
    svg.append(h("svg:path", {d: arrowPath(a, b),
      class: "arrow" + (on ? " on" : "") + (b.y < a.y ? " back" : ""),
      "marker-end": on ? "url(#tip-on)" : "url(#tip)"}));
  }
  box.prepend(svg);
}

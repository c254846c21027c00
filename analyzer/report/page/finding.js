/* One finding: its head, code, state, and what is known of it. */

let view = null; /* the finding on the screen */

function parseLedger(text) {
  try {
    const o = JSON.parse(text || "{}");
    return o && typeof o === "object" ? o : {};
  } catch {
    return {};
  }
}

function stepsOf(detail) {
  return detail.steps.map((s, i) => ({
    number: i + 1, kind: s[0], file: s[1], hash: s[2], line: s[3], col: s[4],
    endLine: s[5], endCol: s[6], depth: s[7], thread: s[8], message: s[9],
    ledger: parseLedger(s[10]), fact: s[11], key: !!s[12], name: s[13],
    from: s[14], to: s[15],
  }));
}

class View {
  constructor(row, detail) {
    this.row = row;
    this.detail = detail;
    this.steps = stepsOf(detail);
    const minor = this.steps.filter(s => !s.key).length;
    this.all = memory.get("all-steps", null) ?? minor <= 3;
    if (minor === this.steps.length)
      this.all = true;
    this.whole = false;
    this.blocks = blocksOf(detail, this.steps);
    const path = this.visible();
    this.step = path.length ? path[0].number : 0;
  }

  isShown(s) { return this.all || s.key; }
  visible() { return this.steps.filter(s => this.isShown(s)); }
  before(step) { return this.steps[step.number - 2] || null; }
  current() { return this.steps[this.step - 1] || null; }

  async load() {
    this.lines = await Promise.all(this.blocks.map(b => linesOf(b.hash)));
  }

  /* The step before or after the one that is on. */
  move(by) {
    const path = this.visible();
    const at = path.findIndex(s => s.number === this.step);
    const next = path[Math.max(0, Math.min(path.length - 1, at + by))];
    if (next)
      this.go(next.number);
  }

  go(number) {
    this.step = number;
    this.light();
    const row = this.code.querySelector(".row.step.on");
    if (row)
      row.scrollIntoView({block: "nearest"});
    const item = this.side.querySelector("li.on");
    if (item)
      item.scrollIntoView({block: "nearest"});
  }

  expand() {
    this.whole = !this.whole;
    this.drawCode();
  }

  toggleAll() {
    this.all = !this.all;
    memory.set("all-steps", this.all);
    const path = this.visible();
    if (!path.some(s => s.number === this.step))
      this.step = path.length ? path[0].number : 0;
    this.drawCode();
  }

  drawCode() {
    fill(this.code, this.blocks.map((b, i) =>
      blockRows(this, b, this.lines[i])));
    this.light();
  }

  /* What depends on the step that is on. */
  light() {
    for (const e of this.code.querySelectorAll(".on"))
      e.classList.remove("on");
    for (const e of this.code.querySelectorAll("[data-step]"))
      e.classList.toggle("on", +e.dataset.step === this.step);
    for (const e of this.code.querySelectorAll("[data-steps]"))
      e.classList.toggle("on",
        e.dataset.steps.split(" ").includes(String(this.step)));
    fill(this.state, statePanel(this));
    drawArrows(this);
  }
}

/* ---- the side: state after the step, steps, why ---- */

/* How many references are owned after each step, as a line. */
function ledgerLine(v) {
  const values = v.steps.map(s => {
    const n = Object.values(s.ledger.owned || {});
    return n.length ? n[0] : null;
  });
  const most = Math.max(1, ...values.filter(n => n !== null));
  if (values.every(n => n === null))
    return null;
  const dx = Math.min(26, 260 / Math.max(1, values.length - 1));
  const x = i => 10 + i * dx, y = n => 34 - 24 * n / most;
  let d = "";
  values.forEach((n, i) => {
    if (n !== null)
      d += d ? "H" + x(i) + "V" + y(n) : "M" + x(i) + " " + y(n);
  });
  return h("svg:svg", {class: "line", width: x(values.length - 1) + 12,
    height: 42, role: "img", "aria-label": "references owned, step by step"},
  h("svg:path", {d: "M4 34H" + (x(values.length - 1) + 8), class: "axis"}),
  h("svg:path", {d, class: "owned"}),
  values.map((n, i) => n === null ? null
    : h("svg:circle", {cx: x(i), cy: y(n),
      r: i + 1 === v.step ? 5 : 3, class: i + 1 === v.step ? "on" : "",
      onclick: () => v.go(i + 1)})));
}

function stateRows(v, s) {
  const last = v.steps[v.steps.length - 1] === s;
  const old = v.before(s);
  const rows = [];
  for (const [name, n] of Object.entries(s.ledger.owned || {})) {
    const was = old ? (old.ledger.owned || {})[name] : undefined;
    const leak = last && n > 0 && data.leaks.includes(v.row.rule);
    rows.push(h("tr", {class: was !== n ? "changed" : ""},
      h("td", {}, name || "it"),
      h("td", {}, n === 1 ? "1 reference" : plural(n, "reference"),
        was !== undefined && was !== n ? h("span", {class: "dim"},
          "  was " + was) : null,
        leak ? h("b", {class: "bad"}, "  expected 0") : null)));
  }
  const exc = s.ledger.exc || "none";
  const was = old ? old.ledger.exc || "none" : exc;
  rows.push(h("tr", {class: was !== exc ? "changed" : ""},
    h("td", {}, "exception"),
    h("td", {}, exc === "maybe" ? "perhaps set" : exc)));
  for (const [k, value] of Object.entries(s.ledger))
    if (k !== "owned" && k !== "exc")
      rows.push(h("tr", {}, h("td", {}, k), h("td", {},
        typeof value === "string" ? value : JSON.stringify(value))));
  return rows;
}

const factName = fact => fact.split("(")[0].trim();

function because(fact) {
  const name = factName(fact);
  const said = data.words[fact];
  const inferred = fact.endsWith("# inferred");
  return h("div", {class: "fact"},
    h("b", {}, "because "),
    said ? [h("code", {}, name), ": " + said] : fact,
    said ? h("details", {},
      h("summary", {}, inferred ? "judged by its body" : "contract"),
      h("pre", {}, fact),
      inferred
        ? "If that is wrong, correct this line in a file for --model."
        : [link("https://docs.python.org/3/search.html?q=" +
            encodeURIComponent(name), "docs.python.org"),
        h("span", {class: "dim"}, "   refaudit explain " + name)]) : null);
}

function statePanel(v) {
  const s = v.current();
  if (!s)
    return h("p", {class: "dim"}, "This finding has no path.");
  const path = v.visible();
  return [
    h("h3", {}, "After step " + s.number,
      h("span", {class: "dim"}, "  of " + v.steps.length),
      h("span", {class: "tools"},
        h("button", {title: "step back (p)", onclick: () => v.move(-1)},
          "\u25b2"),
        h("button", {title: "next step (n)", onclick: () => v.move(1)},
          "\u25bc"))),
    h("table", {class: "state"}, stateRows(v, s)),
    ledgerLine(v),
    s.fact ? because(s.fact) : null,
    h("h3", {}, "Path",
      path.length < v.steps.length || v.all
        ? h("button", {class: "quiet", title: "all steps or key steps (v)",
          onclick: () => v.toggleAll()},
        v.all ? "all steps" : "key steps") : null),
    h("ol", {class: "steps"}, path.map(x =>
      h("li", {class: (x === s ? "on " : "") + (x.kind === "assume"
        ? "assume" : ""), onclick: () => v.go(x.number)},
      h("span", {class: "bubble"}, x.number),
      h("span", {}, x.message,
        h("span", {class: "dim"}, "  " + (x.file === v.row.file ? ""
          : x.file) + ":" + x.line))))),
  ];
}

/* ---- the cards below the code ---- */

const assumptions = v => v.steps.filter(s =>
  /assum|taken to|presum/i.test(s.message));

function assumptionCard(v) {
  const list = assumptions(v);
  if (!list.length && v.row.confidence !== "possible")
    return null;
  return h("div", {class: "card warn"}, h("h3", {}, "What this rests on"),
    h("ul", {}, list.map(s => h("li", {onclick: () => v.go(s.number)},
      "step " + s.number + ": " + s.message)),
    v.row.confidence === "possible" ? h("li", {},
      "The analyser is not sure: this is below the gate.") : null));
}

function fixCard(v) {
  if (!v.detail.fix.length)
    return null;
  return h("div", {class: "card"}, h("h3", {}, "Suggested fix"),
    v.detail.fix.map(f => h("p", {}, f[0],
      h("span", {class: "dim"}, "  " + f[1]))));
}

function alsoCard(v) {
  const also = v.detail.also;
  if (!also.length)
    return null;
  return h("div", {class: "card"}, h("h3", {}, "The same defect at " +
    plural(also.length, "other exit")),
  h("p", {}, also.map(a => h("span", {class: "chip"},
    (a[0] === v.row.file ? "line " : a[0] + ":") + a[1]))));
}

function siblingCard(v) {
  const list = siblingsOf(v.row);
  if (!list.length)
    return null;
  return h("div", {class: "card", id: "siblings"},
    h("h3", {}, "The same statements in " +
      plural(list.length, "other place"),
    h("button", {class: "quiet" + (together ? " on" : ""),
      title: "one verdict for all of them (a)", onclick: toggleTogether},
    together ? "one verdict for all: on" : "one verdict for all: off")),
    h("ul", {class: "plain"}, list.slice(0, 40).map(r => h("li", {},
      h("a", {href: "#" + short(r.uid)}, short(r.uid)), "  ",
      r.file + ":" + r.line, "  ", h("span", {class: "dim"},
        r.function ? r.function + "()" : ""), "  ", verdictChip(r)))),
    list.length > 40 ? h("p", {class: "dim"},
      "and " + (list.length - 40) + " more") : null);
}

function pretty(json) {
  const o = parseLedger(json);
  return Object.entries(o).map(([k, value]) => k + " " +
    (typeof value === "object" ? JSON.stringify(value) : value)).join(", ");
}

function shellWords(json) {
  let list = [];
  try {
    list = JSON.parse(json);
  } catch { /* shown as it is */ }
  return Array.isArray(list)
    ? list.map(w => /^[\w@%+=:,./-]+$/.test(w) ? w
      : "'" + String(w).replaceAll("'", "'\\''") + "'").join(" ")
    : json;
}

function evidenceCard(v) {
  const list = v.detail.evidence;
  if (!list.length)
    return h("div", {class: "card quiet"}, h("h3", {}, "Evidence"),
      h("p", {class: "dim"}, "No test has run into this yet. "),
      h("pre", {}, "refaudit confirm -- pytest"));
  return h("div", {class: "card"}, h("h3", {}, "Evidence"),
    list.map(e => h("div", {class: "evidence"},
      h("p", {}, h("span", {class: "chip ev-" + e.outcome},
        words(e.outcome)),
      "  " + plural(e.reached, "time") + " reached, " + e.engine +
        ", Python " + e.python + ", " + day(e.at),
      e.other_code ? h("b", {class: "bad"}, "  of other code than this")
        : null),
      e.expected || e.observed ? h("p", {},
        "expected: " + pretty(e.expected) + "; seen: " + pretty(e.observed))
        : null,
      h("pre", {class: "copy", title: "copy", onclick: () =>
        copy(shellWords(e.command), "command")}, shellWords(e.command)),
      e.reproducer ? h("details", {}, h("summary", {}, "reproducer"),
        h("pre", {}, e.reproducer)) : null,
      e.log ? h("details", {}, h("summary", {}, "log"),
        h("pre", {}, e.log)) : null)));
}

function historyCard(v) {
  const list = v.detail.history;
  const known = pendingOf(v.row.uid).concat(list);
  if (!known.length && !v.detail.suppressions.length &&
      !v.detail.links.length)
    return null;
  return h("div", {class: "card"}, h("h3", {}, "History"),
    h("ul", {class: "plain"},
      known.map(t => h("li", {},
        h("span", {class: "dim"}, day(t[0]) + "  "), t[1] + ": ",
        h("b", {}, words(t[2])), t[3] ? ", " + words(t[3]) : "",
        t[4] ? h("span", {}, " \u2014 " + t[4]) : "",
        t[5] ? h("span", {class: "chip"}, "confidential") : "",
        t[6] ? h("span", {class: "chip warn"}, "of other code") : "")),
      v.detail.suppressions.map(s => h("li", {}, "suppressed by " + s[0] +
        (s[1] ? " at " + s[1] + ":" + s[2] : "") + ": ", h("b", {}, s[3]),
      s[4] ? " until " + s[4] : "")),
      v.detail.links.map(l => h("li", {}, l[0] + ": ", link(l[1], l[1])))),
    h("p", {class: "dim"}, "first seen: " + v.detail.place.first +
      (v.detail.place.matched_by === "new" ? ""
        : ", carried over (" + v.detail.place.matched_by + ")")));
}

function ruleCard(v) {
  const rule = data.rule.get(v.row.rule);
  if (!rule || !rule.help)
    return null;
  return h("details", {class: "card"},
    h("summary", {}, rule.id + " " + rule.slug + ": " + rule.title),
    h("pre", {class: "prose"}, rule.help));
}

/* ---- the head ---- */

function badge(row, kind) {
  return h("span", {class: "chip " + kind + "-" + row[kind]},
    words(row[kind]));
}

function verdictChip(row) {
  return row.verdict === "unreviewed" ? null
    : h("span", {class: "chip v-" + row.verdict}, words(row.verdict));
}

function headOf(v) {
  const r = v.row;
  const rule = data.rule.get(r.rule) || {slug: ""};
  return h("div", {class: "title"},
    h("h1", {}, h("span", {class: "level " + r.level}, r.level),
      r.message),
    h("div", {class: "facts"},
      h("span", {class: "mono"}, r.rule), h("span", {}, rule.slug),
      h("a", {class: "mono", href: "#" + short(r.uid),
        title: "permanent link"}, short(r.uid)),
      badge(r, "confidence"), badge(r, "trigger"),
      r.evidence === "untested" ? null : badge(r, "evidence"),
      r.isNew ? h("span", {class: "chip new"}, "new") : null,
      r.recheck ? h("span", {class: "chip warn"},
        "recheck: the code changed") : null,
      r.suppressed ? h("span", {class: "chip"}, "suppressed") : null,
      r.confidential ? h("span", {class: "chip warn"}, "confidential")
        : null,
      verdictChip(r)),
    h("div", {class: "facts where"},
      h("button", {class: "quiet mono", title: "copy", onclick: () =>
        copy(r.file + ":" + r.line, "place")},
      r.file + ":" + r.line + ":" + v.detail.place.col),
      r.function ? h("span", {}, "in ", h("b", {},
        (r.pyName || r.function) + "()")) : null,
      h("button", {class: "quiet", title: "copy as Markdown (y)",
        onclick: () => copy(markdown(v), "Markdown")}, "Markdown")),
    verdictBar(r));
}

/* ---- the whole ---- */

async function showFinding(row) {
  const box = $("finding");
  const detail = await detailOf(row.finding);
  const v = new View(row, detail);
  await v.load();
  if (selected !== row)
    return; /* the reader went on meanwhile */
  view = v;
  v.code = h("div", {class: "code", id: "code"});
  v.state = h("div", {class: "inner"});
  v.side = h("aside", {id: "side"}, v.state);
  v.head = h("div", {});
  v.cards = h("div", {class: "cards"});
  fill(box, v.head, h("div", {class: "split"},
    h("div", {class: "wide"}, v.code, v.cards), v.side));
  drawHead();
  v.drawCode();
  box.scrollTop = 0;
  watchSize(v);
}

/* What a verdict changes. */
function drawHead() {
  if (!view)
    return;
  fill(view.head, headOf(view));
  fill(view.cards, assumptionCard(view), fixCard(view), alsoCard(view),
    typeCard(view), siblingCard(view), evidenceCard(view), historyCard(view),
    ruleCard(view));
}

let sizes = null;
function watchSize(v) {
  if (sizes)
    sizes.disconnect();
  sizes = new ResizeObserver(() => { if (view === v) drawArrows(v); });
  sizes.observe(v.code);
}

/* ---- the same as text ---- */

function fenced(text) {
  let fence = "```";
  while (text.includes(fence))
    fence += "`";
  return fence + "\n" + text + "\n" + fence + "\n";
}

function markdown(v) {
  const r = v.row, rule = data.rule.get(r.rule) || {slug: ""};
  const steps = v.visible().map(s => s.number + ". " + s.file + ":" + s.line +
    ": " + s.message).join("\n");
  return "**" + r.rule + " " + rule.slug + "**: " + r.message + "\n\n" +
    "`" + r.file + ":" + r.line + "`" +
    (r.function ? " in `" + r.function + "()`" : "") + ", " + r.confidence +
    ", trigger: " + words(r.trigger) + ", " + short(r.uid) + "\n\n" +
    fenced(steps) +
    v.detail.fix.map(f => "\nSuggested: " + f[0] + "\n").join("");
}

/* ---- what the mouse points at ---- */

function nameCard(name) {
  const out = [];
  const fact = data.facts.get(name);
  if (fact)
    out.push(h("p", {}, h("code", {}, name), ": " + data.words[fact]));
  const owned = view.steps.filter(s => s.ledger.owned &&
    name in s.ledger.owned);
  if (owned.length) {
    const s = view.current();
    const now = s && s.ledger.owned ? s.ledger.owned[name] : undefined;
    out.push(h("p", {}, h("code", {}, name), now === undefined
      ? ": nothing owned yet" : ": " + plural(now, "reference") +
        " owned after step " + s.number));
  }
  return out;
}

function pointAt(event) {
  const e = event.target;
  const on = view && e.matches && e.matches(".code .id, .code .api");
  for (const old of document.querySelectorAll(".code .same"))
    old.classList.remove("same");
  $("card").hidden = true;
  if (!on)
    return;
  const name = e.textContent;
  for (const other of view.code.querySelectorAll(".id, .api"))
    if (other.textContent === name)
      other.classList.add("same");
  const says = nameCard(name);
  if (!says.length)
    return;
  const card = fill($("card"), says), at = e.getBoundingClientRect();
  card.hidden = false;
  card.style.left = Math.min(at.left, innerWidth - 420) + "px";
  card.style.top = at.bottom + 6 + "px";
}

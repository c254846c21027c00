/* The list of findings: what to look at next, filters, only the visible
 * rows in the document. */

let data = null;      /* what the database said of the run */
let selected = null;  /* a row of data.rows */
let list = [];        /* rows that pass the filters */

const rowHeight = 78;
const done = new Set(["confirmed", "false-positive", "intentional",
  "wont-fix", "fixed"]);

const columns = ["finding", "issue", "uid", "rule", "level", "confidence",
  "trigger", "file", "line", "function", "pyName", "message", "verdict",
  "recheck", "evidence", "suppressed", "isNew", "group", "why", "comment",
  "author", "subject"];

function rowOf(values, confidential) {
  const row = {confidential};
  columns.forEach((c, i) => { row[c] = values[i]; });
  return row;
}

/* Siblings: the same rule, the same normalised statements. */
function groupRows(rows) {
  const groups = new Map();
  for (const r of rows) {
    if (r.group === null || r.group === "")
      continue;
    const key = r.confidential + "/" + r.group;
    if (!groups.has(key))
      groups.set(key, []);
    groups.get(key).push(r);
    r.group = key;
  }
  return groups;
}

function takeOverview(o) {
  o.rows = o.findings.map(v => rowOf(v, false))
    .concat((o.confidential || []).map(v => rowOf(v, true)));
  o.rows.forEach((r, i) => {
    r.order = i;
    r.isNew = r.isNew && o.base !== 0;
    r.text = [r.rule, r.uid, r.file, r.function, r.pyName, r.message,
      r.author].join("\n").toLowerCase();
  });
  o.groups = groupRows(o.rows);
  o.rule = new Map(o.rules.map(r => [r.id, r]));
  o.facts = new Map(Object.keys(o.words).map(f => [factName(f), f]));
  o.byId = new Map(o.rows.map(r => [short(r.uid), r]));
  delete o.findings;
  data = o;
  for (const p of pending())
    applyVerdict(rowsOf([p.issue])[0], p);
}

const rowsOf = uids => data.rows.filter(r => uids.includes(r.uid));

const siblingsOf = row => row.group === null || row.group === "" ? []
  : data.groups.get(row.group).filter(r => r !== row);

/* ---- filters ---- */

const isOpen = r => !r.suppressed && (!done.has(r.verdict) || r.recheck);

const facets = [
  ["rule", r => r.rule, "every rule"],
  ["confidence", r => r.confidence, "every confidence"],
  ["trigger", r => r.trigger, "every trigger"],
  ["evidence", r => r.evidence, "every evidence"],
  ["verdict", r => r.verdict, "every verdict"],
  ["file", r => r.file, "every file"],
  ["level", r => r.level, "every level"],
];
const scopes = [
  ["todo", "To review", isOpen],
  ["new", "New", r => !!r.isNew && isOpen(r)],
  ["recheck", "Recheck", r => !!r.recheck],
  ["done", "Reviewed", r => r.verdict !== "unreviewed"],
  ["all", "All", () => true],
];
const orders = {
  priority: (a, b) => a.order - b.order,
  place: (a, b) => a.file < b.file ? -1 : a.file > b.file ? 1
    : a.line - b.line,
  rule: (a, b) => a.rule < b.rule ? -1 : a.rule > b.rule ? 1
    : a.order - b.order,
};

let filter = {scope: "todo", text: "", order: "priority"};

const scopeOf = id => scopes.find(s => s[0] === id)[2];

/* One look at every row: what passes, and for each filter how many rows
 * would pass with another choice of it.  A row that is on the screen stays
 * when its verdict takes it out of the scope: the reader is not moved. */
function sift() {
  const found = filter.text.toLowerCase().split(/\s+/).filter(w => w);
  const counts = new Map(facets.map(f => [f[0], new Map()]));
  const inScope = scopeOf(filter.scope);
  const wanted = facets.filter(f => filter[f[0]]);
  list = [];
  for (const r of data.rows) {
    if (!(inScope(r) || r === selected) ||
        !found.every(w => r.text.includes(w)))
      continue;
    const misses = wanted.filter(f => f[1](r) !== filter[f[0]]);
    if (!misses.length)
      list.push(r);
    if (misses.length < 2)
      for (const [name, get] of misses.length ? misses : facets) {
        const of = counts.get(name), value = get(r);
        of.set(value, (of.get(value) || 0) + 1);
      }
  }
  if (filter.order !== "priority")
    list.sort(orders[filter.order]);
  return counts;
}

function refilter() {
  drawFilters(sift());
  drawList(true);
  drawProgress();
}

let soon = 0;
function refilterSoon() {
  clearTimeout(soon);
  soon = setTimeout(refilter, data.rows.length > 3000 ? 200 : 0);
}

function setFilter(name, value) {
  filter[name] = value;
  refilter();
  $("list").scrollTop = 0;
  if (!list.includes(selected) && list.length)
    select(list[0]);
}

function facetSelect([name, , everything], counts) {
  if (filter[name] && !counts.has(filter[name]))
    counts.set(filter[name], 0);
  if (counts.size < 2 && !filter[name])
    return null;
  return h("select", {"aria-label": name, class: filter[name] ? "on" : "",
    onchange: e => setFilter(name, e.target.value)},
  h("option", {value: ""}, everything),
  [...counts.keys()].sort().map(k => h("option",
    {value: k, selected: filter[name] === k},
    (name === "file" ? k : words(k)) + " (" + counts.get(k) + ")")));
}

function drawFilters(counts) {
  const typing = document.activeElement && document.activeElement.id ===
    "search" ? document.activeElement.selectionStart : -1;
  fill($("filters"),
    h("div", {class: "scopes", role: "tablist"}, scopes.map(([id, name]) => {
      const f = scopeOf(id);
      const n = data.rows.reduce((sum, r) => sum + (f(r) ? 1 : 0), 0);
      return n || id === "todo" || id === "all" || filter.scope === id
        ? h("button", {class: filter.scope === id ? "on" : "",
          onclick: () => setFilter("scope", id)}, name,
        h("span", {class: "n"}, n)) : null;
    })),
    h("input", {id: "search", type: "search", spellcheck: "false",
      placeholder: "search   /", value: filter.text,
      oninput: e => { filter.text = e.target.value; refilterSoon(); }}),
    h("div", {class: "facets"}, facets.map(f => facetSelect(f, counts.get(f[0]))),
      h("select", {"aria-label": "order",
        onchange: e => setFilter("order", e.target.value)},
      Object.keys(orders).map(o => h("option",
        {value: o, selected: filter.order === o}, "by " + o)))));
  if (typing >= 0) {
    $("search").focus();
    $("search").setSelectionRange(typing, typing);
  }
}

/* ---- rows ---- */

function listItem(row, index) {
  const e = h("a", {class: "item" + (row === selected ? " on" : "") +
    (isOpen(row) ? "" : " done"), role: "option", href: "#" + short(row.uid),
  "aria-selected": row === selected ? "true" : "false",
  id: "item-" + index},
  h("div", {class: "line1"}, h("span", {class: "dot " + row.level}),
    h("span", {class: "message"}, row.message)),
  h("div", {class: "line2"},
    h("span", {class: "mono"}, row.rule),
    h("span", {class: "path", title: row.file + ":" + row.line},
      (row.function ? row.function + "()  " : "") +
        row.file.split("/").pop() + ":" + row.line)),
  h("div", {class: "line3"}, h("span", {class: "c-" + row.confidence},
    row.confidence), " \u00b7 ", words(row.trigger),
  row.evidence === "untested" ? null : badge(row, "evidence"),
  row.isNew ? h("span", {class: "chip new"}, "new") : null,
  row.recheck ? h("span", {class: "chip warn"}, "recheck") : null,
  row.suppressed ? h("span", {class: "chip"}, "suppressed") : null,
  verdictChip(row)));
  e.style.top = index * rowHeight + "px";
  return e;
}

let drawn = [-1, -1];
function drawList(anew) {
  const box = $("list");
  const from = Math.max(0, Math.floor(box.scrollTop / rowHeight) - 8);
  const to = Math.min(list.length,
    Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + 8);
  if (!anew && drawn[0] === from && drawn[1] === to)
    return;
  drawn = [from, to];
  const space = h("div", {class: "space"});
  space.style.height = list.length * rowHeight + "px";
  for (let i = from; i < to; i++)
    space.append(listItem(list[i], i));
  const top = box.scrollTop;
  fill(box, space, list.length ? null : h("p", {class: "empty"},
    filter.scope === "todo" && !filter.text
      ? "Nothing is left to review." : "Nothing passes the filters."));
  box.scrollTop = top;
  const at = list.indexOf(selected);
  fill($("counts"), (at < 0 ? "" : at + 1 + " of ") +
    plural(list.length, "finding"));
}

function keepVisible() {
  const box = $("list"), at = list.indexOf(selected) * rowHeight;
  if (at < 0)
    return;
  if (at < box.scrollTop)
    box.scrollTop = at;
  else if (at + rowHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = at + rowHeight - box.clientHeight;
}

/* ---- going about ---- */

function select(row, quiet) {
  selected = row;
  together = false;
  keepVisible();
  drawList(true);
  if (!row) {
    view = null;
    fill($("finding"), h("p", {class: "empty"}, "Nothing to show."));
    return;
  }
  if (!quiet)
    history.replaceState(null, "", "#" + short(row.uid));
  document.title = short(row.uid) + " " + row.rule + " - refaudit";
  showFinding(row).then(() => {
    const next = list[list.indexOf(row) + 1];
    if (next)
      detailOf(next.finding).catch(() => null);
  }).catch(e => {
    fill($("finding"), h("p", {class: "empty bad"}, String(e.message)));
  });
}

function step(by) {
  if (!list.length)
    return;
  const at = list.indexOf(selected);
  const next = at < 0 ? 0 : Math.max(0, Math.min(list.length - 1, at + by));
  if (list[next] !== selected)
    select(list[next]);
}

/* After a verdict: the next one that is still open, then any before. */
function nextOpen(row) {
  const at = list.indexOf(row);
  return list.slice(at + 1).find(isOpen) ||
    list.slice(0, Math.max(0, at)).find(isOpen) || null;
}

function drawProgress() {
  const all = data.rows.filter(r => !r.suppressed);
  const n = all.filter(r => !isOpen(r)).length;
  const bar = h("progress", {max: Math.max(1, all.length), value: n});
  fill($("progress"), bar, h("span", {}, n + " of " + all.length +
    " reviewed"));
}

/* Start, pages, keys. */

const tabs = [
  ["findings", "Findings", null],
  ["types", "Types", typesPage],
  ["runs", "Runs", runsPage],
  ["coverage", "Coverage", coveragePage],
  ["rules", "Rules", rulesPage],
  ["verdicts", "Verdicts", auditPage],
];
let tab = "findings";

function drawTabs() {
  fill($("tabs"), tabs.map(([id, name], i) => h("button",
    {class: tab === id ? "on" : "", "data-tab": id, title: String(i + 1),
      onclick: () => openTab(id)}, name,
    id === "coverage" && data.gaps.length
      ? h("span", {class: "n"}, data.gaps.length) : null)));
}

function openTab(id) {
  tab = id;
  const draw = tabs.find(t => t[0] === id)[2];
  $("main").classList.toggle("single", !!draw);
  $("queue").hidden = $("finding").hidden = !!draw;
  $("other").hidden = !draw;
  drawTabs();
  if (draw)
    Promise.resolve(draw($("other"))).catch(e => toast(e.message, true));
  else
    drawList(true);
  $("other").scrollTop = 0;
}

/* #9f3a61c0 is a finding; anything else is none. */
function followHash() {
  const row = data.byId.get(location.hash.slice(1, 9));
  if (!row)
    return location.hash.length > 1 ? toast("not in this run: " +
      location.hash.slice(1)) : null;
  openTab("findings");
  if (!list.includes(row)) {
    selected = row;
    refilter();
    if (!list.includes(row)) {
      filter = {scope: "all", text: "", order: filter.order};
      refilter();
    }
  }
  if (row !== (view && view.row))
    select(row, true);
}

/* ---- keys ---- */

const keyHelp = [
  ["j  k", "next, previous finding"],
  ["n  p", "next, previous step of its path"],
  ["[  ]", "first, last step"],
  ["v", "all steps or key steps only"],
  ["e", "whole function or the lines around the steps"],
  ["c", "confirmed"],
  ["f", "false positive (asks why)"],
  ["i  w  ?", "intentional, won\u2019t fix, needs info"],
  ["u", "undo the last verdict"],
  ["a", "one verdict for all siblings"],
  ["y", "copy as Markdown"],
  ["/", "search"],
  ["1 \u2026 6", "pages"],
  ["t", "light or dark"],
  ["r", "read the database again"],
  ["h", "these keys"],
];

function showKeys() {
  openDialog(h("form", {method: "dialog"}, h("h2", {}, "Keys"),
    h("dl", {class: "keys"}, keyHelp.map(([k, what]) => [
      h("dt", {}, k.split("  ").map(x => h("kbd", {}, x))),
      h("dd", {}, what)])),
    h("menu", {}, h("button", {class: "main"}, "Close"))));
}

const actions = {
  j: () => step(1), k: () => step(-1),
  ArrowDown: () => step(1), ArrowUp: () => step(-1),
  n: () => view && view.move(1), p: () => view && view.move(-1),
  "[": () => view && view.move(-1e6), "]": () => view && view.move(1e6),
  v: () => view && view.toggleAll(), e: () => view && view.expand(),
  c: () => judge("confirmed"), f: () => judge("false-positive"),
  i: () => judge("intentional"), w: () => judge("wont-fix"),
  "?": () => judge("needs-info"), u: () => undo(),
  a: () => toggleTogether(),
  y: () => view && copy(markdown(view), "Markdown"),
  "/": () => $("search").focus(), t: () => switchTheme(),
  r: () => start(true), h: () => showKeys(),
};
const anywhere = new Set(["t", "r", "h", "/"]);

function onKey(e) {
  if (e.ctrlKey || e.metaKey || e.altKey || !data)
    return;
  if ($("dialog").open)
    return dialogKey && dialogKey(e);
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName);
  if (typing) {
    if (e.key === "Escape" || (e.key === "Enter" && e.target.id === "search"))
      e.target.blur();
    return;
  }
  if (/^[1-6]$/.test(e.key))
    openTab(tabs[e.key - 1][0]);
  else if (Object.hasOwn(actions, e.key) && (tab === "findings" ||
      anywhere.has(e.key))) {
    if (e.key === "/")
      openTab("findings");
    actions[e.key]();
  } else
    return;
  e.preventDefault();
}

/* ---- light and dark ---- */

function showTheme() {
  const theme = memory.get("theme", null);
  if (theme)
    document.documentElement.dataset.theme = theme;
}

function switchTheme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  memory.set("theme", dark ? "light" : "dark");
  showTheme();
}

/* ---- start ---- */

async function openRun(run) {
  takeOverview(await source.overview(run));
  selected = view = null;
  filter = {scope: "todo", text: "", order: "priority"};
  detailOf.clear();
  openTab("findings");
  refilter();
  select(list[0] || null);
  toast("run #" + run);
}

let stale = false;
async function watch() {
  try {
    const stamp = await source.stamp();
    if (stamp.split(".")[0] !== data.stamp.split(".")[0] && !stale) {
      stale = true;
      toast("there is a new run: r reads it");
    }
  } catch {
    toast("the server does not answer", true);
  }
}

async function start(again) {
  if (isFile && again)
    return;
  try {
    takeOverview(await source.overview(0));
  } catch (e) {
    fill($("finding"), h("p", {class: "empty bad"}, e.message));
    return;
  }
  stale = false;
  fill($("project"), data.project);
  drawTabs();
  detailOf.clear();
  const kept = again && selected ? data.byId.get(short(selected.uid)) : null;
  selected = kept || null;
  refilter();
  drawSave();
  if (kept)
    select(kept);
  else if (location.hash.length > 1 && !again &&
      data.byId.has(location.hash.slice(1, 9)))
    followHash();
  else
    select(list[0] || null);
  if (again)
    toast("read again");
}

showTheme();
addEventListener("keydown", onKey);
addEventListener("hashchange", followHash);
addEventListener("mouseover", pointAt);
$("list").addEventListener("scroll", () => drawList(false));
addEventListener("resize", () => data && drawList(true));
$("theme").addEventListener("click", switchTheme);
$("keys").addEventListener("click", showKeys);
$("save").addEventListener("click", saveVerdicts);
start(false);
if (!isFile)
  setInterval(watch, 20000);

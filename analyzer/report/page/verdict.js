/* Verdicts: keys, questions, sending them or keeping them for download. */

const verdicts = [
  ["c", "confirmed", "Confirmed"],
  ["f", "false-positive", "False positive"],
  ["i", "intentional", "Intentional"],
  ["w", "wont-fix", "Won\u2019t fix"],
  ["?", "needs-info", "Needs info"],
];
const whys = [
  ["infeasible-path", "the path cannot happen"],
  ["wrong-api-model", "a function on the path does something else"],
  ["ownership-moved", "somebody else owns the reference by then"],
  ["immortal-object", "the object is never freed anyway"],
  ["test-code", "code of a test"],
  ["oom-only", "only when memory runs out"],
  ["by-design", "it is meant to be so"],
  ["duplicate", "another finding says the same"],
];

let together = false; /* one verdict for all siblings */
const undoable = [];  /* [[row, what held before]...] of each verdict */

function toggleTogether() {
  together = !together;
  drawHead();
}

const canJudge = () => isFile || !!data.author;

function verdictBar(row) {
  return h("div", {class: "verdicts", role: "group", "aria-label": "verdict"},
    verdicts.map(([key, id, name]) =>
      h("button", {class: row.verdict === id ? "on" : "", "data-verdict": id,
        disabled: !canJudge(), onclick: () => judge(id)},
      h("kbd", {}, key), name)),
    h("button", {disabled: !canJudge() || !undoable.length, onclick: undo},
      h("kbd", {}, "u"), "Undo"),
    canJudge() ? null : h("span", {class: "dim"},
      "read only; refaudit serve --write takes verdicts"));
}

function applyVerdict(row, t) {
  if (!row)
    return;
  row.verdict = t.verdict;
  row.why = t.why || null;
  row.comment = t.comment || "";
  row.recheck = 0;
}

const stateOf = row => ({verdict: row.verdict, why: row.why,
  comment: row.comment, recheck: row.recheck});

/* ---- the file's own verdicts ---- */

const pendingKey = () => "verdicts." +
  data.runs.find(r => r.id === data.run).uuid;
const pending = () => isFile && data.run ? memory.get(pendingKey(), []) : [];
const pendingOf = uid => pending().filter(p => p.issue === uid).reverse()
  .map(p => [p.at, p.author, p.verdict, p.why, p.comment, false, false]);

function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = b[6] & 15 | 64;
  b[8] = b[8] & 63 | 128;
  const s = [...b].map(x => x.toString(16).padStart(2, "0")).join("");
  return [s.slice(0, 8), s.slice(8, 12), s.slice(12, 16), s.slice(16, 20),
    s.slice(20)].join("-");
}

function keepInBrowser(rows, t) {
  const all = pending();
  for (const r of rows)
    all.push({uuid: uuid(), at: new Date().toISOString().replace("Z",
      "000Z"), issue: r.uid, rule: r.rule, verdict: t.verdict,
    why: t.why || null, comment: t.comment || "",
    author: memory.get("author", "reviewer")});
  if (!memory.set(pendingKey(), all))
    throw new Error("The browser keeps nothing for this page; " +
      "use refaudit serve --write.");
  drawSave();
}

function drawSave() {
  const n = pending().length;
  $("save").hidden = !n;
  fill($("save"), "Save " + plural(n, "verdict"));
}

function saveVerdicts() {
  const text = JSON.stringify({format: "refaudit-triage", version: 1,
    verdicts: pending()}, null, 1);
  const url = URL.createObjectURL(new Blob([text + "\n"],
    {type: "application/json"}));
  h("a", {href: url, download: "triage.json"}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  toast("then: refaudit triage --import triage.json");
}

/* ---- the server's ---- */

async function send(body) {
  const r = await fetch("triage", {method: "POST", cache: "no-store",
    headers: {"Content-Type": "application/json",
      "X-Refaudit-Token": location.pathname.split("/")[1]},
    body: JSON.stringify(body)});
  if (!r.ok)
    throw new Error(await r.text());
}

async function keep(rows, t) {
  if (isFile)
    keepInBrowser(rows, t);
  else
    await send({...t, run: data.run, ids: rows.map(r => r.uid)});
}

/* ---- giving one ---- */

async function give(row, t, all) {
  const rows = all ? [row, ...siblingsOf(row)] : [row];
  const before = rows.map(r => [r, stateOf(r)]);
  rows.forEach(r => applyVerdict(r, t));
  try {
    await keep(rows, t);
  } catch (e) {
    before.forEach(([r, old]) => Object.assign(r, old));
    refilter();
    drawHead();
    toast(e.message, true);
    return;
  }
  undoable.push(before);
  rows.forEach(r => detailOf.forget(r.finding));
  if (t.confidential)
    rows.forEach(r => { r.confidential = true; });
  toast(words(t.verdict) + (rows.length > 1 ? ", " +
    plural(rows.length, "finding") : "") + "  \u2014  u to undo");
  const next = nextOpen(row);
  if (next)
    selected = next;
  refilter();
  select(next || row);
}

async function undo() {
  const last = undoable.pop();
  if (!last)
    return toast("nothing to undo");
  for (const [row, old] of last) {
    try {
      await keep([row], isFile ? old : {undo: true});
      Object.assign(row, old);
      detailOf.forget(row.finding);
    } catch (e) {
      return toast(e.message, true);
    }
  }
  toast("undone");
  selected = last[0][0];
  refilter();
  select(selected);
}

function judge(id) {
  if (!view || !selected)
    return;
  if (!canJudge())
    return toast("read only: start it with refaudit serve --write", true);
  if (isFile && !memory.get("author", null))
    return askName(() => judge(id));
  if (id === "confirmed")
    return give(selected, {verdict: id}, together);
  askWhy(id);
}

/* ---- questions ---- */

let dialogKey = null; /* what keys mean while the dialog is open */

function openDialog(...kids) {
  dialogKey = null;
  const d = fill($("dialog"), kids);
  d.showModal();
  return d;
}

function askName(then) {
  const name = h("input", {type: "text", required: true});
  openDialog(h("form", {method: "dialog", onsubmit: () => {
    memory.set("author", name.value.trim());
    setTimeout(then);
  }}, h("h2", {}, "Whose verdicts are these?"), name,
  h("p", {class: "dim"}, "They stay in this browser until you save them."),
  h("menu", {}, h("button", {}, "Continue"))));
  name.focus();
}

/* The lines that would have to be corrected. */
function modelLines() {
  const facts = [...new Set(view.steps.map(s => s.fact)
    .filter(f => f && data.words[f]))];
  return h("pre", {class: "copy", title: "copy", onclick: () =>
    copy(facts.join("\n"), "contract lines")},
  facts.map(f => f.replace(/\s*# inferred$/, "")).join("\n"));
}

function askWhy(id) {
  const row = selected;
  const name = verdicts.find(v => v[1] === id)[2];
  let why = null;
  const comment = h("textarea", {rows: 2, placeholder:
    "a word for those who come later (optional)"});
  const secret = h("input", {type: "checkbox"});
  const all = h("input", {type: "checkbox", checked: together});
  const model = h("div", {});
  const others = siblingsOf(row).length;
  const choices = id === "false-positive" || id === "intentional" ||
    id === "wont-fix" ? whys.map(([w, text], i) => h("button",
      {type: "button", "data-why": w, onclick: () => choose(w)},
      h("kbd", {}, i + 1), h("b", {}, words(w)),
      h("span", {class: "dim"}, " " + text))) : [];
  const choose = w => {
    why = why === w ? null : w;
    choices.forEach(c => c.classList.toggle("on", c.dataset.why === why));
    fill(model, why !== "wrong-api-model" ? null : [h("p", {},
      "Correct the line in a file and pass it with --model:"),
    modelLines()]);
    ok.focus();
  };
  const ok = h("button", {class: "main"}, name, h("kbd", {}, "Enter"));
  const submit = e => choices.length && !why && !comment.value.trim()
    ? (e.preventDefault(), toast("a reason, or a comment", true))
    : give(row, {verdict: id, why,
    comment: comment.value.trim(), confidential: secret.checked},
  all.checked);
  const form = h("form", {method: "dialog", onsubmit: submit},
  h("h2", {}, name, h("span", {class: "dim"}, "  " + short(row.uid))),
  choices.length ? h("div", {class: "whys"}, choices) : null, model,
  comment,
  h("p", {}, isFile ? null : h("label", {}, secret,
    " confidential: not in exports"),
    others ? h("label", {}, all, " the same for " +
      plural(others, "sibling")) : null),
  h("menu", {}, h("button", {type: "button", onclick: () =>
    $("dialog").close()}, "Cancel"), ok));
  openDialog(form);
  dialogKey = e => questionKey(e, form, choose);
  if (id === "intentional")
    choose("by-design");
  else if (id === "wont-fix" && row.trigger === "out-of-memory")
    choose("oom-only");
  ok.focus();
}

function questionKey(e, form, choose) {
  const typing = e.target.tagName === "TEXTAREA";
  if (e.key === "Enter" && !e.shiftKey &&
      (typing || !form.contains(e.target))) {
    e.preventDefault();
    form.requestSubmit();
  } else if (!typing && /^[1-8]$/.test(e.key) &&
      form.querySelector("[data-why]")) {
    e.preventDefault();
    choose(whys[e.key - 1][0]);
  } else if (!typing && e.key.length === 1 && /[a-z]/i.test(e.key)) {
    form.querySelector("textarea").focus();
  }
}

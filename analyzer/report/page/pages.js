/* The other pages: runs, coverage, rules, verdicts. */

function table(heads, rows, foot) {
  return h("div", {class: "scroll"}, h("table", {class: "data"},
    h("thead", {}, h("tr", {}, heads.map(t => h("th", {}, t)))),
    h("tbody", {}, rows), foot || null));
}

const go = uid => h("a", {class: "mono", href: "#" + short(uid)},
  short(uid));

/* A bar of parts: [[class, number, what]...]. */
function bar(parts) {
  const sum = parts.reduce((n, p) => n + p[1], 0);
  if (!sum)
    return h("span", {class: "dim"}, "none");
  return h("svg:svg", {class: "bar", width: 160, height: 10, role: "img",
    "aria-label": parts.map(p => p[1] + " " + p[2]).join(", ")},
  parts.reduce(([x, out], [kind, n, what]) => {
    const w = 160 * n / sum;
    out.push(h("svg:rect", {x, y: 0, width: n ? Math.max(2, w) : 0,
      height: 10, class: kind}, h("svg:title", {}, n + " " + what)));
    return [x + w, out];
  }, [0, []])[1]);
}

/* ---- runs ---- */

const runName = r => "#" + r.id + "  " + (r.label || "") + "  " +
  day(r.started) + (r.rev ? "  " + r.rev.slice(0, 10) +
  (r.dirty ? "+" : "") : "");

function diffTable(rows) {
  const states = ["new", "fixed", "unknown", "unchanged"];
  const says = {new: "not there before", fixed: "gone, and its function " +
    "was looked at again", unknown: "not looked at in one of the runs",
  unchanged: "in both"};
  return states.map(state => {
    const some = rows.filter(r => r[0] === state);
    return h("details", {class: "card", open: state !== "unchanged" &&
      some.length > 0 && some.length < 200},
    h("summary", {}, h("b", {class: "st-" + state},
      some.length + " " + state), h("span", {class: "dim"},
      "  " + says[state])),
    table(["", "rule", "place", ""], some.slice(0, 2000).map(r =>
      h("tr", {}, h("td", {}, go(r[1])), h("td", {class: "mono"}, r[2]),
        h("td", {class: "mono long"}, r[4] + ":" + r[5]),
        h("td", {class: "long"}, r[6])))),
    some.length > 2000 ? h("p", {class: "dim"}, "and " +
      (some.length - 2000) + " more") : null);
  });
}

async function runsPage(box) {
  const ended = data.runs.filter(r => r.status === "complete" ||
    r.status === "incomplete");
  const result = h("div", {});
  const pick = (name, value) => h("select", {"aria-label": name,
    disabled: isFile}, ended.slice().reverse().map(r =>
    h("option", {value: r.id, selected: r.id === value}, runName(r))));
  const base = pick("base", data.base), head = pick("head", data.run);
  const draw = async () => {
    if (base.value === head.value)
      return fill(result, h("p", {class: "dim"}, "Choose two runs."));
    fill(result, diffTable(await source.diff(base.value, head.value)));
  };
  base.addEventListener("change", draw);
  head.addEventListener("change", draw);
  fill(box, h("h2", {}, "What changed"),
    ended.length < 2 ? h("p", {class: "dim"},
      "There is one run; the next one will be compared with it.")
      : h("p", {class: "pickers"}, "from ", base, " to ", head), result,
    h("h2", {}, "Runs"), table(["", "when", "status", "revision", "Python",
      "flags from", "files", "functions", "findings"],
    data.runs.slice().reverse().map(r => h("tr", {class: r.id === data.run
      ? "on" : ""},
    h("td", {}, isFile || r.id === data.run ? "#" + r.id
      : h("button", {class: "quiet", onclick: () => openRun(r.id)},
        "show #" + r.id)),
    h("td", {}, day(r.started), r.label ? "  " + r.label : ""),
    h("td", {class: r.status === "complete" ? "" : "warn"}, r.status),
    h("td", {class: "mono"}, r.rev ? r.rev.slice(0, 10) : "",
      r.dirty ? "+" : ""),
    h("td", {}, r.python, " ", r.flavour),
    h("td", {class: "long"}, r.build),
    h("td", {}, r.files), h("td", {}, r.functions),
    h("td", {}, r.findings)))));
  if (ended.length > 1)
    await draw();
}

/* ---- coverage ---- */

function coveragePage(box) {
  const ran = data.rules.filter(r => r.ran || r.sites);
  const gaps = data.gaps;
  fill(box, h("h2", {}, "What was looked at"),
    h("p", {class: "dim"}, "Places that each rule judged: clean, found, and " +
      "those it could not decide. A rule without places found nothing it " +
      "speaks of."),
    table(["rule", "", "places", "clean", "found", "unknown", ""],
      ran.map(r => h("tr", {}, h("td", {class: "mono"}, r.id),
        h("td", {}, r.title), h("td", {}, r.sites || 0),
        h("td", {}, r.clean || 0), h("td", {}, r.found || 0),
        h("td", {}, r.unknown || 0), h("td", {}, bar([
          ["good", r.clean || 0, "clean"], ["bad", r.found || 0, "found"],
          ["unknown", r.unknown || 0, "unknown"]]))))),
    h("h2", {}, gaps.length ? plural(gaps.length, "file or function",
      "files and functions") + " not analysed" : "Everything was analysed"),
    gaps.length ? table(["file", "function", "", "reason"],
      gaps.map(g => h("tr", {}, h("td", {class: "mono long"}, g[0]),
        h("td", {class: "mono long"}, g[1]), h("td", {}, words(g[2])),
        h("td", {class: "long"}, g[3])))) : null);
}

/* ---- rules ---- */

/* Wilson's interval: what so few verdicts can say. */
function interval(hits, n) {
  const z = 1.96, p = hits / n, d = 1 + z * z / n;
  const mid = (p + z * z / (2 * n)) / d;
  const half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d;
  return [Math.max(0, mid - half), Math.min(1, mid + half)];
}

const percent = x => Math.round(100 * x) + " %";

/* From what is on the page: verdicts just given count at once. */
function judged() {
  const of = new Map();
  for (const r of data.rows) {
    const q = of.get(r.rule) || {found: 0, yes: 0, no: 0, open: 0, why: {}};
    of.set(r.rule, q);
    q.found++;
    if (r.verdict === "confirmed" || r.verdict === "fixed")
      q.yes++;
    else if (r.verdict === "false-positive")
      q.no++;
    else if (isOpen(r))
      q.open++;
    if (r.why)
      q.why[r.why] = (q.why[r.why] || 0) + 1;
  }
  return of;
}

function rulesPage(box) {
  const of = judged();
  fill(box, h("h2", {}, "Rules, by what reviewers said"),
    h("p", {class: "dim"}, "Precision: true findings of those with a verdict " +
      "true or false, in all runs; the interval is what that many verdicts " +
      "can show (95 %)."),
    table(["rule", "", "findings", "open", "true", "false", "precision", ""],
      data.rules.filter(r => of.has(r.id) || r.reviewed).map(r => {
        const q = of.get(r.id) || {found: 0, yes: 0, no: 0, open: 0, why: {}};
        const yes = Math.max(q.yes, r.true_pos || 0);
        const no = Math.max(q.no, r.false_pos || 0), n = yes + no;
        const [low, high] = n ? interval(yes, n) : [0, 0];
        return h("tr", {},
          h("td", {}, h("button", {class: "quiet mono", onclick: () =>
            showRule(r.id)}, r.id)), h("td", {}, r.title),
          h("td", {}, q.found), h("td", {}, q.open), h("td", {}, yes),
          h("td", {}, no), h("td", {}, n ? [h("b", {}, percent(yes / n)),
            h("span", {class: "dim"}, "  " + percent(low) + " \u2013 " +
              percent(high))] : h("span", {class: "dim"}, "not measured")),
          h("td", {}, bar([["good", yes, "true"], ["bad", no, "false"],
            ["unknown", q.open, "open"]]), h("div", {class: "dim"},
            Object.entries(q.why).map(([w, k]) => words(w) + " " + k)
              .join(", "))));
      })));
}

function showRule(id) {
  filter = {scope: "all", text: "", order: "priority", rule: id};
  openTab("findings");
  refilter();
  if (list.length)
    select(list[0]);
}

/* ---- verdicts ---- */

async function auditPage(box) {
  const audit = await source.audit();
  fill(box, data.disagree.length ? [h("h2", {}, "Reviewers disagree"),
    table(["", "rule", "last words"], data.disagree.map(d => h("tr", {},
      h("td", {}, go(d[0])), h("td", {class: "mono"}, d[1]),
      h("td", {}, d[3]))))] : null,
  h("h2", {}, "Verdicts, the latest first"),
  audit.length ? table(["when", "who", "", "rule", "verdict", "why", ""],
    audit.slice(0, 3000).map(a => h("tr", {}, h("td", {}, day(a[0])),
      h("td", {class: "long"}, a[1]), h("td", {}, go(a[5])),
      h("td", {class: "mono"}, a[6]),
      h("td", {}, h("span", {class: "chip v-" + a[2]}, words(a[2]))),
      h("td", {}, a[3] ? words(a[3]) : ""),
      h("td", {class: "long"}, a[4]))))
    : h("p", {class: "dim"}, "None so far."),
  audit.length > 3000 ? h("p", {class: "dim"}, "and " +
    (audit.length - 3000) + " more: refaudit triage --export") : null);
}

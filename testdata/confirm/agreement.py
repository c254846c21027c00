#!/usr/bin/env python3
"""Do runs agree with what people judged by reading?

Usage: agreement.py REFAUDIT DIRECTORY [--work DIR] [-k NAME] [--plain]
                    [--jobs N] [--budget SECONDS] [--logs]

DIRECTORY holds unpacked source packages named like `psutil-5.6.5`.  Those of
agreement.tsv are copied, built with debug information, analysed, and run under
`refaudit confirm` with their own tests.  What becomes of each finding that
somebody judged (../projects/judged/<package>.tsv) is written to
WORK/agreement.tsv, and summed up by package and by what kept a true one from
being reproduced; with --logs the runs' own logs lie beside it.  With --plain
the tests also run by themselves before, to compare their results.

Exit code 1 when a finding that was judged false is reproduced, or one judged
true is contradicted.
"""
import argparse
import collections
import os
import pathlib
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
JUDGED = HERE.parent / "projects" / "judged"
COLUMNS = "version file function rule line verdict reason".split()
RESULT = re.compile(r"^(?:=* ?\d+ (?:passed|failed).*|Ran \d+ tests.*|"
                    r"FAILED .*|OK.*)$", re.M)


def manifest(only):
    for line in (HERE / "agreement.tsv").read_text().splitlines():
        fields = line.split("\t")
        if not line.startswith("#") and (only is None or only in fields[0]):
            yield fields


def judgements(package, version):
    """Each finding once, though two may have judged it."""
    known = set()
    for row in all_judgements(package, version):
        key = row["file"], row["rule"], row["line"], row["verdict"]
        if key not in known:
            known.add(key)
            yield row


def all_judgements(package, version):
    for line in (JUDGED / f"{package}.tsv").read_text().splitlines():
        row = dict(zip(COLUMNS, line.split("\t")))
        if len(row) >= len(COLUMNS) - 1 and row["version"] == version:
            yield row


def run(argv, cwd, log, env=None, timeout=900):
    with open(log, "w") as out:
        try:
            return subprocess.run(argv, cwd=cwd, stdout=out, stderr=out,
                                  stdin=subprocess.DEVNULL, timeout=timeout,
                                  env=dict(os.environ, **(env or {})))
        except subprocess.TimeoutExpired:
            return None


def build(source, tree):
    if tree.exists():
        return True
    shutil.copytree(source, tree, symlinks=True)
    flags = {"CFLAGS": "-g -O1", "MSGSPEC_DEBUG": "1",
             "SETUPTOOLS_SCM_PRETEND_VERSION": "1.0"}
    done = run([sys.executable, "setup.py", "build_ext", "--inplace"], tree,
               tree / "build.log", flags)
    return done is not None and done.returncode == 0


def analyse(a, tree, db):
    for leftover in tree.glob("compile_commands.json"):
        leftover.unlink()  # names the place the copy was taken from
    if db.exists() and a.again:
        return True
    if db.exists():
        db.unlink()
    run([a.refaudit, "check", "--db", db, "--triggers", "all", "--no-cache",
         "--build=setuptools", "--python", sys.executable, "."], tree,
        db.with_suffix(".check"))
    return db.exists()


def findings(db):
    con = sqlite3.connect(db)
    rows = con.execute(
        "SELECT id, rule, file, line, evidence, (SELECT coalesce(c.detail, '')"
        " FROM confirmation c WHERE c.issue_id = f.issue_id "
        "ORDER BY c.at DESC LIMIT 1) FROM v_finding f "
        "WHERE run_id = (SELECT max(run_id) FROM v_finding)").fetchall()
    con.close()
    found = collections.defaultdict(list)
    for id_, rule, f, line, outcome, detail in rows:
        found[f.rsplit("/", 1)[-1], rule, str(line)].append(
            (id_, outcome, detail))
    return found


def place(row):
    return row["file"].rsplit("/", 1)[-1], row["rule"], row["line"]


def evidence(known, row):
    """One line may have several findings of a rule, of which people judged
    the line: what any of them comes to, the weightiest first."""
    there = known.get(place(row), [])
    for outcome in ("contradicted", "reproduced"):
        for id_, o, detail in there:
            if o == outcome:
                return o, detail
    return there[-1][1:] if there else ("not found today", "")


def results(log):
    return RESULT.findall(log.read_text(errors="replace"))


def one(a, source, package, version, path, command):
    tree, db = a.work / package, a.work / (package + ".db")
    rows = list(judgements(package, version))
    if not build(source, tree):
        return package, "does not build", rows
    if not analyse(a, tree, db):
        return package, "is not analysed", rows
    argv = [sys.executable, *shlex.split(command)]
    env = {"PYTHONPATH": ":".join(str(tree / p) for p in path.split(":")),
           "PYTHONHASHSEED": "1"}
    if a.plain:
        run(argv, tree, db.with_suffix(".plain"), env, a.timeout)
    known = findings(db)
    ids = ",".join(id_ for row in rows
                   for id_, _, _ in known.get(place(row), []))
    log = db.with_suffix(".confirm")
    logs = ["--keep-logs", db.with_suffix(".logs")] if a.logs else []
    done = run([a.refaudit, "confirm", "--db", db, "--tree", tree, "--finding",
                ids, "--limit", "10", "-j", str(a.jobs), "--budget",
                str(a.budget), *logs, "--", *argv], tree, log, env,
               a.timeout) if ids else None
    known = findings(db)
    for row in rows:
        row["outcome"], row["detail"] = evidence(known, row)
    state = "ran" if done is not None else "timeout" if ids else "no finding"
    if a.plain and done is not None:
        state = " ".join(results(db.with_suffix(".plain"))[-1:]) or state
    return package, state, rows


def report(a, all_):
    total, causes, bad = collections.Counter(), collections.Counter(), []
    with open(a.work / "agreement.tsv", "w") as out:
        for package, state, rows in all_:
            n = collections.Counter()
            for r in rows:
                outcome = r.get("outcome", state)
                n[r["verdict"], outcome] += 1
                print(package, r["file"], r["function"], r["rule"], r["line"],
                      r["verdict"], outcome, r.get("detail", ""), sep="\t",
                      file=out)
                wrong = {"true": "contradicted", "false": "reproduced"}
                if outcome == wrong.get(r["verdict"]):
                    bad.append((package, r))
                if r["verdict"] == "true" and outcome != "reproduced":
                    causes[r["rule"][:3], outcome, r.get("detail", "")] += 1
            total += n
            for verdict in ("true", "false"):
                print("%-12s %-6s" % (package, verdict), ", ".join(
                    "%d %s" % (c, o) for (v, o), c in sorted(n.items())
                    if v == verdict), "(%s)" % state)
    found = {k: c for k, c in total.items() if k[1] != "not found today"}
    true = sum(c for (v, _), c in found.items() if v == "true")
    print("all: of %d judged true %d reproduced, of %d judged false %d" % (
        true, total["true", "reproduced"],
        sum(found.values()) - true, total["false", "reproduced"]))
    for (rule, outcome, detail), n in causes.most_common():
        print("%4d  %s  %s: %s" % (n, rule, outcome, detail))
    for package, r in bad:
        print("WRONG:", package, r["file"], r["line"], r["rule"], r["verdict"],
              r["outcome"])
    return 1 if bad else 0


def main():
    p = argparse.ArgumentParser()
    p.add_argument("refaudit", type=os.path.abspath)
    p.add_argument("directory", type=pathlib.Path)
    p.add_argument("--work", type=pathlib.Path)
    p.add_argument("--timeout", type=int, default=900)
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--budget", type=int, default=300)
    p.add_argument("--logs", action="store_true")
    p.add_argument("--again", action="store_true",
                   help="with the analysis of the run before")
    p.add_argument("--plain", action="store_true")
    p.add_argument("-k")
    a = p.parse_args()
    a.work = (a.work or pathlib.Path(tempfile.mkdtemp())).resolve()
    a.work.mkdir(exist_ok=True)
    all_ = []
    for package, path, command in manifest(a.k):
        for source in a.directory.glob(package + "-*"):
            version = source.name.rpartition("-")[2]
            all_.append(one(a, source, package, version, path, command))
            print(package, all_[-1][1], file=sys.stderr, flush=True)
    return report(a, all_)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Measure refaudit on historical bugs: found before the fix, silent after?

For each row of the list of bugs, the tree of the fix commit and of its
parent are taken from bare repositories, the unit is analysed in both, and
the findings about the row's function (or type) decide the verdict:

  fixed        a finding of a matching rule before, none after
  changed      such findings before, some of them gone after
  still-there  the same findings before and after
  found        before; after could not be analysed
  missed       none before, though the function was analysed
  not-parsed   the unit or the function was not analysed before

With --syntax only `clang -fsyntax-only` runs: which units parse, and why
the others do not.  README.md says what the directories must hold.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import json
import pathlib
import re
import resource
import shlex
import shutil
import sqlite3
import subprocess
import sys
import threading

from syntax import Syntax
from trees import Flags, Trees, read_table

HERE = pathlib.Path(__file__).resolve().parent

RULES = {
    "leak": "REF001 MOD001 TYP011",
    "leak-error-path": "REF001 MOD001",
    "over-decref": "REF002 REF003 REF004 REF005 TYP012",
    "use-after-decref": "REF003 REF006 MEM007",
    "stolen-misuse": "REF001 REF002 REF004",
    "borrowed-invalidated": "REF003 REF006",
    "null-deref-unchecked": "NUL001 NUL002 NUL003",
    "alloc-leak": "MEM003 MEM005 MEM006",
    "alloc-mismatch": "MEM001 TYP009",
    "return-null-no-exception": "EXC001",
    "exception-clobber": "EXC002 EXC003 EXC004 EXC005",
    "dealloc-missing-decref": "TYP003 REF001",
    "dealloc-missing-untrack": "TYP004",
    "gc-traverse-missing": "TYP001 TYP005 TYP006",
    "gc-clear-missing": "TYP002",
    "missing-have-gc": "TYP006",
    "heap-type-refcount": "TYP001 TYP003 TYP005",
    "format-arg-mismatch": "ARG001 ARG002 ARG003",
    "gil-api-without-gil": "GIL001 GIL004 GIL005 MEM002",
    "gil-unbalanced": "GIL002 GIL003",
    "freethreading-hazard": "FTH001 FTH002 FTH003 REF006",
}

MEMORY = 3 << 30  # for each process of an analysis

# Trees of many independent modules.
ALONE = {"python/cpython", "numpy/numpy"}

FUNCTIONS = """
    SELECT fi.path, fn.name, rf.status, coalesce(rf.reason, '')
      FROM run_function rf JOIN function fn ON fn.id = rf.function_id
      JOIN file fi ON fi.id = fn.file_id"""
FINDINGS = """
    SELECT i.rule_id, fi.path, coalesce(fn.name, ''), f.line, f.message
      FROM finding f JOIN issue i ON i.id = f.issue_id
      JOIN file fi ON fi.id = f.file_id
      LEFT JOIN function fn ON fn.id = f.function_id ORDER BY f.id"""
UNITS = """
    SELECT fi.path, status, coalesce(first_error, '') FROM tu
      JOIN file fi ON fi.id = tu.file_id"""
RULES_RUN = "SELECT rule_id FROM run_rule"


# ---- refaudit ---------------------------------------------------------------


def base_name(path):
    return path.rsplit("/", 1)[-1]


def is_in(finding, row):
    return (base_name(finding.file), finding.function) == (
        base_name(row["file"]), row["function"])


class Finding(collections.namedtuple(
        "Finding", "rule file function line message")):
    def key(self):
        return self.rule, self.function, self.message

    def text(self):
        return f"{self.rule} {self.line}: {self.message}"


class Result:
    """What one analysis of one unit and its neighbours said."""

    def __init__(self, failure="", findings=(), functions=(), rules=()):
        self.failure, self.findings = failure, [Finding(*f) for f in findings]
        self.functions = {(base_name(path), name): (status, reason)
                          for path, name, status, reason in functions}
        self.rules = {rule for (rule,) in rules}

    @classmethod
    def read(cls, database, unit):
        db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        with contextlib.closing(db):
            units = {base_name(path): rest
                     for path, *rest in db.execute(UNITS)}
            if unit.name not in units:
                return cls("nothing was analysed")
            status, error = units[unit.name]
            if status not in ("ok", "parse-errors"):
                return cls(f"unit {status}: {error}")
            return cls("", db.execute(FINDINGS).fetchall(),
                       db.execute(FUNCTIONS).fetchall(),
                       db.execute(RULES_RUN).fetchall())

    def matching(self, row):
        rules = RULES[row["class"]].split()
        return [f for f in self.findings if f.rule in rules]

    def about(self, row):
        """Findings of a matching rule in the row's function, on its type."""
        name = re.compile(rf"\b{re.escape(row['function'])}\b")
        return [f for f in self.matching(row)
                if is_in(f, row) or f.rule.startswith(("TYP", "ARG003")) and
                name.search(f.message)]

    def not_analysed(self, row):
        if self.failure:
            return self.failure
        key = base_name(row["file"]), row["function"]
        status, reason = self.functions.get(key, ("", ""))
        if status and status != "analysed":
            return f"{status}: {reason}"
        if not status and row["scope_kind"] == "function":
            return "function not seen"
        return ""


def siblings(row, unit):
    """Units next to the row's: they hold the helpers that it calls."""
    if row["repo"] in ALONE or row["parse_tu"] != row["file"]:
        return []
    others = [p for p in sorted(unit.parent.glob("*.c")) if p != unit]
    included = set()
    for path in [unit, *others]:
        text = path.read_text(encoding="utf-8", errors="replace")
        included |= set(re.findall(r'#\s*include\s*"([^"]*\.c)"', text))
    return [p for p in others if p.name not in included][:60]


class Analysis:
    def __init__(self, binary, headers, options):
        self.binary, self.headers, self.options = binary, headers, options

    def interpreter(self, version):
        """The one of this version, or the next newer that there is."""
        def number(text):
            return [int(n) for n in text.split(".")]
        there = sorted((number(p.name[6:]), p)
                       for p in self.headers.glob("python[0-9]*"))
        fit = [p for n, p in there if n >= number(version)]
        return ["--python", fit[0]] if fit else []

    @staticmethod
    def limit_memory():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def run(self, row, tree, flags, version, work):
        unit = tree / row["parse_tu"]
        if not unit.exists():
            return Result(f"no file {row['parse_tu']}")
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        units = [unit, *siblings(row, unit)]
        commands = work / "compile_commands.json"
        commands.write_text(json.dumps(
            [{"directory": str(file.parent), "file": str(file),
              "arguments": ["cc", *flags, "-c", str(file)]}
             for file in units], indent=1))
        argv = [self.binary, "check", "-p", commands, "--format", "jsonl",
                "-o", work / "findings.jsonl", "--db", work / "findings.db",
                "-j", "1", "--triggers", "all", "--min-confidence", "possible",
                *self.options, *units]
        argv += self.interpreter(version)
        try:
            done = subprocess.run(argv, capture_output=True, text=True,
                                  errors="replace", timeout=600, cwd=work,
                                  preexec_fn=self.limit_memory)
        except subprocess.TimeoutExpired:
            return Result("timeout of 600 s")
        (work / "stderr").write_text(done.stderr)
        if done.returncode not in (0, 1, 3):
            last = done.stderr.strip().splitlines()[-1:] or [""]
            return Result(f"exit {done.returncode}: {last[0]}")
        if not (work / "findings.db").exists():
            return Result("no database")
        return Result.read(work / "findings.db", unit)


def judge(row, before, after):
    """(verdict, reason)"""
    found, left = before.about(row), after.about(row)
    cause, later = before.not_analysed(row), after.not_analysed(row)
    if found and later and later != "function not seen":
        return "found", f"after: {later}"
    if found:
        gone = without(found, left)
        if not left:
            return "fixed", gone[0].text()
        if gone:
            return "changed", f"gone: {gone[0].text()}; left: {left[0].text()}"
        return "still-there", found[0].text()
    if cause:
        return "not-parsed", cause
    if not before.rules & set(RULES[row["class"]].split()):
        return "missed", "no rule of this class ran"
    here = [f for f in before.findings if is_in(f, row)]
    if here:
        return "missed", f"other rule: {here[0].text()}"
    near = without(before.matching(row), after.matching(row))
    if near:
        return "missed", f"elsewhere: {near[0].function} {near[0].text()}"
    return "missed", "silent"


def without(some, others):
    """The findings of `some` that have no equal in `others`."""
    count = collections.Counter(f.key() for f in others)
    result = []
    for finding in some:
        if count[finding.key()]:
            count[finding.key()] -= 1
        else:
            result.append(finding)
    return result


# ---- all rows ---------------------------------------------------------------


class Runner:
    def __init__(self, options):
        cache = options.out / "trees"
        self.out = options.out
        self.results, self.locks = {}, {}
        self.trees = Trees(options.repos, cache, options.stubs)
        table = read_table(HERE / "flags.tsv")
        self.flags = Flags(options.headers, options.third_party, table)
        self.syntax = Syntax(options.syntax) if options.syntax else None
        self.analysis = Analysis(options.refaudit, options.headers,
                                 shlex.split(options.options))

    def side(self, row, when):
        """Result of one side of the row; rows often share their units."""
        key = row["repo"], row[when], row["parse_tu"]
        tree = self.trees.get(*key[:2])
        flags = self.flags.get(row, tree)
        if self.syntax:
            return self.syntax.check(row, tree, flags)
        with self.locks.setdefault(key, threading.Lock()):
            if key not in self.results:
                work = self.out / "work" / tree.name / row["parse_tu"]
                self.results[key] = self.analysis.run(
                    row, tree, flags, self.flags.version(row), work)
            return self.results[key]

    def row(self, row):
        try:
            before = self.side(row, "parent_commit")
            after = self.side(row, "fix_commit")
        except (LookupError, subprocess.CalledProcessError) as error:
            return "unavailable", str(error)
        if not self.syntax:
            return judge(row, before, after)
        for when, cause in (("before", before), ("after", after)):
            if cause and not cause.startswith("elsewhere"):
                return "not-parsed", f"{when}: {cause}"
        return "parses", before or after


def write_results(path, rows, results):
    with open(path, "w", encoding="utf-8") as file:
        file.write("id\tclass\tfile\tfunction\tverdict\treason\n")
        for row in rows:
            if row["id"] not in results:
                continue
            verdict, reason = results[row["id"]]
            reason = " ".join(reason.split())
            file.write("\t".join((row["id"], row["class"], row["file"],
                                  row["function"], verdict, reason)) + "\n")


def print_totals(rows, results):
    count = collections.Counter()
    for row in rows:
        verdict = results[row["id"]][0]
        count[row["class"], verdict] += 1
        count["all", verdict] += 1
    verdicts = sorted({v for _, v in count})
    classes = sorted({row["class"] for row in rows}) + ["all"]
    print(f"{'class':26}" + "".join(f"{v:>13}" for v in verdicts))
    for name in classes:
        print(f"{name:26}" + "".join(f"{count[name, v]:13}" for v in verdicts))


def arguments():
    path = pathlib.Path
    p = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    p.add_argument("--bugs", type=path, default=HERE / "bugs.tsv")
    p.add_argument("--repos", type=path, required=True,
                   help="bare repositories: OWNER+NAME/repo or OWNER+NAME.git")
    p.add_argument("--headers", type=path, required=True,
                   help="3.11/Python.h, 3.6-pyconfig/pyconfig.h, python3.11")
    p.add_argument("--third-party", type=path, default=path("/nonexistent"))
    p.add_argument("--stubs", type=path, default=path("/nonexistent"),
                   help="OWNER+NAME/: generated files")
    p.add_argument("--out", type=path, required=True)
    p.add_argument("--refaudit", type=path, default=path("refaudit"))
    p.add_argument("--options", default="", help="more options of check")
    p.add_argument("--syntax", metavar="CLANG", help="only see what parses")
    p.add_argument("--only", default="", help="regular expression on the row")
    p.add_argument("-j", "--jobs", type=int, default=2)
    options = p.parse_args()
    for name in ("repos", "headers", "out", "third_party", "stubs", "refaudit"):
        if getattr(options, name) and name != "refaudit":
            setattr(options, name, getattr(options, name).absolute())
    return options


def main():
    options = arguments()
    rows = [row for row in read_table(options.bugs)
            if re.search(options.only, "\t".join(row.values()))]
    options.out.mkdir(parents=True, exist_ok=True)
    runner = Runner(options)
    by_tree = collections.defaultdict(list)
    for row in rows:
        by_tree[row["repo"], row["fix_commit"]].append(row)

    def group(some):
        return [(row["id"], runner.row(row)) for row in some]

    results = {}
    name = "syntax.tsv" if options.syntax else "results.tsv"
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = [pool.submit(group, some) for some in by_tree.values()]
        for future in concurrent.futures.as_completed(running):
            results.update(future.result())
            write_results(options.out / name, rows, results)
            if sys.stderr.isatty():
                print(f"\r{len(results)}/{len(rows)}", end="", file=sys.stderr)
    print_totals(rows, results)


if __name__ == "__main__":
    sys.exit(main())

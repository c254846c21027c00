#!/usr/bin/env python3
"""Compare what refaudit reports on real packages with what people judged.

    judged.py REFAUDIT DIRECTORY
    judged.py --gone REFAUDIT DIRECTORY
    judged.py --profile ft REFAUDIT DIRECTORY

DIRECTORY holds unpacked source packages named like `psutil-5.6.5`.  Each is
analysed at the default gate; a finding counts as judged when a line of
judged/<package>.tsv has its version, file, rule and line; `12:text` for a line
is only of findings in line 12 whose message has that text.  Printed are the
findings judged false, those nobody has read, and the precision per package and
per rule.

With a profile only the warnings and errors of the rules that belong to it
count; their notes, which only state facts, are not judged.
"""

import collections
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent / "judged"
COLUMNS = "version file function rule line verdict reason".split()
# PyPI takes '-' and '_' for the same.
TABLES = {path.stem.replace("_", "-"): path for path in HERE.glob("*.tsv")}


def judgements(package):
    rows = {}
    for line in TABLES[package].read_text().splitlines():
        row = dict(zip(COLUMNS, line.split("\t")))
        if len(row) < len(COLUMNS) - 1 or line.startswith("#"):
            continue
        line, _, row["text"] = row["line"].partition(":")
        key = row["version"], row["file"].rsplit("/", 1)[-1], row["rule"], line
        rows.setdefault(key, []).append(row)
        rows[key].sort(key=lambda r: -len(r["text"]))
    return rows


def judgement(rows, version, f):
    key = version, f["file"].rsplit("/", 1)[-1], f["rule"], str(f["line"])
    for row in rows.get(key, []):
        if row["text"] in (f["message"] or ""):
            return row
    return None


def findings(binary, directory, profile):
    argv = [binary, "check", "--no-db", "--no-cache", "--format", "jsonl", "."]
    if profile:
        argv[2:2] = ["--profile", profile]
    done = subprocess.run(argv, cwd=directory, capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{directory}: exit {done.returncode}: {done.stderr[-300:]}")
    for line in done.stdout.splitlines():
        one = json.loads(line)
        special = one["rule"].startswith("FTH")
        if one.get("level") == ("warning" if profile else "error") and \
                special == bool(profile):
            yield one


def tell_gone(package, version, rows, said):
    for key, several in sorted(rows.items()):
        for row in several:
            if key[0] == version and row["verdict"] == "true" and \
                    id(row) not in said:
                print("gone", package, f"{row['file']}:{row['line']}",
                      row["rule"], row["reason"], sep="\t")


def tell(name, width, n):
    read = n["true"] + n["false"]
    share = f"{100 * n['true'] / read:.0f}%" if read else "-"
    print(f"{name:{width}} {n['true']:4} true {n['false']:4} false "
          f"{n['unread']:4} unread   {share}")


def main():
    profile = "ft" if sys.argv[1:3] == ["--profile", "ft"] else None
    argv = sys.argv[3:] if profile else sys.argv[1:]
    gone = argv[:1] == ["--gone"]
    argv = argv[gone:]
    if len(argv) != 2:
        sys.exit(__doc__)
    binary, root = pathlib.Path(argv[0]).resolve(), argv[1]
    verdicts = collections.defaultdict(collections.Counter)
    packages = {}
    for directory in sorted(pathlib.Path(root).iterdir()):
        package, _, version = directory.name.rpartition("-")
        package = package.replace("_", "-")
        if not directory.is_dir() or package not in TABLES:
            continue
        rows = judgements(package)
        packages[directory.name] = mine = collections.Counter()
        said = set()
        for f in findings(binary, directory, profile):
            row = judgement(rows, version, f)
            verdict = row["verdict"] if row else "unread"
            verdicts[f["rule"]][verdict] += 1
            mine[verdict] += 1
            said.add(id(row))
            if verdict != "true":
                print(verdict, package, f"{f['file']}:{f['line']}", f["rule"],
                      row["reason"] if row else f["message"], sep="\t")
        if gone:
            tell_gone(package, version, rows, said)
    for name, n in packages.items():
        tell(name, 24, n)
    total = sum(verdicts.values(), collections.Counter())
    for rule, n in [*sorted(verdicts.items()), ("all", total)]:
        tell(rule, 8, n)


if __name__ == "__main__":
    main()

"""Writes the example and the table of rules into README.md.

Usage: readme.py REFAUDIT [--check]; with --check nothing is written and a
difference is an error.
"""
import glob
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def example(refaudit):
    """The first finding of the demo, as a terminal shows it."""
    out = subprocess.run(
        [refaudit, "check", "-qq", "--no-db", "--format", "text", "--color",
         "never", "--select", "REF001", "--python", "/usr/bin/python3",
         "testdata/demo"],
        cwd=ROOT, capture_output=True, encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}).stdout
    lines = [("    " + line).rstrip() for line in out.rstrip().split("\n")]
    return "\n".join(lines)


def rules():
    rows = []
    for path in glob.glob(os.path.join(ROOT, "rules", "*.c")):
        with open(path, encoding="utf-8") as f:
            text = f.read()
        rows.append([re.search(rf'\.{field} = "(.*)"', text).group(1)
                     for field in ("id", "slug", "title")])
    head = [["id", "name", "finds"]]
    lines = ["| " + " | ".join(row) + " |" for row in head + sorted(rows)]
    lines.insert(1, "|---|---|---|")
    return "\n".join(lines)


def replaced(text, name, block):
    begin = f"<!-- {name}: made by ./dev readme -->\n"
    start = text.index(begin) + len(begin)
    end = text.index("<!-- end -->", start)
    return text[:start] + block + "\n" + text[end:]


def main():
    path = os.path.join(ROOT, "README.md")
    with open(path, encoding="utf-8") as f:
        old = f.read()
    new = replaced(old, "example", example(os.path.abspath(sys.argv[1])))
    new = replaced(new, "rules", rules())
    if "--check" in sys.argv:
        sys.exit("README.md is out of date: run ./dev readme"
                 if new != old else 0)
    with open(path, "w", encoding="utf-8") as f:
        f.write(new)


if __name__ == "__main__":
    main()

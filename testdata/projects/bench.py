"""Cost of a whole analysis next to the compiler's own front end.

Usage: bench.py REFAUDIT [--repeat N] [PATH...]

For each PATH: CPU seconds (user and system, the least of N rounds) of
`refaudit check --jobs 1` and of `clang -fsyntax-only` for the same files
with the same flags, one process per file as in a build.  Both run in turn,
so that a busy machine disturbs both alike.  The last column is the share of
the run that was not spent in parsing and lowering files: precompiled
headers, engine, rules, database.  (Times of functions cannot be added up:
functions that call each other are explored together.)
"""
import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

PROJECTS = os.path.dirname(os.path.abspath(__file__))
DEFAULT = [
    os.path.join(PROJECTS, "..", "demo"),
    os.path.join(PROJECTS, "..", "leaked-reference"),
]


def cpu_of(argv, cwd=None):
    """CPU and wall seconds, and exit status, of a process and its children."""
    began = time.monotonic()
    before = os.times()
    status = subprocess.run(argv, cwd=cwd, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL).returncode
    after = os.times()
    cpu = (after.children_user - before.children_user
           + after.children_system - before.children_system)
    return cpu, time.monotonic() - began, status


class Project:
    """One PATH: what the analyser saw in it, and the times of all rounds."""

    def __init__(self, refaudit, clang, path, scratch):
        self.path = path
        self.db = os.path.join(scratch, "bench.db")
        self.check = [refaudit, "check", "--jobs", "1", "--progress",
                      "never", "--db", self.db, path]
        help_text = subprocess.run([refaudit, "check", "--help"], text=True,
                                   capture_output=True).stdout
        if "--no-cache" in help_text:
            self.check.insert(2, "--no-cache")
        self.clang = clang
        self.root = self.find_root(refaudit)
        self.rounds = []

    def find_root(self, refaudit):
        out = subprocess.run([refaudit, "doctor", self.path], text=True,
                             capture_output=True).stdout
        for line in out.splitlines():
            if line.startswith("OK       project "):
                return line.split(None, 2)[2]
        sys.exit(f"bench: no project at {self.path}\n{out}")

    def read_units(self):
        """What the analyser saw, and the seconds its front end took."""
        con = sqlite3.connect(self.db)
        run = con.execute("SELECT max(id) FROM run").fetchone()[0]
        self.units = [
            (os.path.join(self.root, path), directory, json.loads(arguments))
            for path, directory, arguments in con.execute(
                "SELECT path, directory, arguments FROM tu"
                " JOIN file ON file.id = file_id WHERE run_id = ?", (run,))]
        self.functions = con.execute(
            "SELECT count(*) FROM run_function WHERE run_id = ?",
            (run,)).fetchone()[0]
        front = con.execute(
            "SELECT coalesce(sum(wall_ms), 0) FROM tu WHERE run_id = ?",
            (run,)).fetchone()[0]
        con.close()
        os.unlink(self.db)
        return front / 1e3

    def round(self):
        cpu, wall, status = cpu_of(self.check)
        if status not in (0, 1, 3):
            sys.exit(f"bench: refaudit ended with {status} on {self.path}")
        if not os.path.exists(self.db):
            return False
        front = self.read_units()
        floor = 0.0
        for file, directory, arguments in self.units:
            floor += cpu_of([self.clang, "-fsyntax-only", "-w",
                             "-ferror-limit=0", *arguments, file],
                            cwd=directory)[0]
        self.rounds.append((cpu, floor, 1 - front / wall))
        return True

    def line(self):
        cpu = min(r[0] for r in self.rounds)
        floor = min(r[1] for r in self.rounds)
        share = min(r[2] for r in self.rounds)
        ratio = cpu / floor if floor > 0 else float("nan")
        return (f"{os.path.basename(os.path.abspath(self.path)):24.24}"
                f"{len(self.units):6}{self.functions:8}{floor:10.2f}"
                f"{cpu:10.2f}{ratio:8.2f}{share:8.0%}")


def find_clang():
    for name in ("clang-19", "clang"):
        if shutil.which(name):
            return name
    sys.exit("bench: clang-19 not found; run ./dev setup")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("refaudit")
    parser.add_argument("paths", nargs="*", default=DEFAULT)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_intermixed_args()
    clang = find_clang()
    print(f"{'path':24}{'files':>6}{'funcs':>8}{'clang s':>10}"
          f"{'check s':>10}{'ratio':>8}{'rest':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        for path in args.paths:
            project = Project(os.path.abspath(args.refaudit), clang, path,
                              scratch)
            for _ in range(args.repeat):
                if not project.round():
                    print(f"{os.path.basename(path):24.24}"
                          "  nothing to analyse")
                    break
            else:
                print(project.line(), flush=True)


if __name__ == "__main__":
    main()

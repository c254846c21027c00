"""What the companion runtime costs.

Usage: bench.py [--repeat N] [--tree DIR] REFAUDIT [-- COMMAND...]

COMMAND (default: a script that calls a small extension a million times, which
is the worst there is) runs plainly and under `refaudit sweep`, N times in
turn; `record` is how much longer the first run of a sweep takes, the least of
each.  `experiment` is how much longer the second run takes than that, for
each trial; the controls are in it.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = """\
import spam

words = ["word %d" % i for i in range(1000)]
for n in range(1000):
    for word in words:
        spam.good(word)
for word in words:
    spam.pair(word)
    spam.twice(word)
"""
COURSE = re.compile(r"ended with \S+ \S* ?\S* ?in ([0-9.]+) s"
                    r"(?:, the second time with .* in ([0-9.]+) s)?")
TRIALS = re.compile(r"(\d+) trials")


def build(folder):
    shutil.copy(os.path.join(HERE, "spam.c"), folder)
    to = "spam" + sysconfig.get_config_var("EXT_SUFFIX")
    subprocess.run(["cc", "-g", "-O2", "-shared", "-fPIC", "-w",
                    "-I" + sysconfig.get_paths()["include"], "spam.c", "-o",
                    to], cwd=folder, check=True)
    with open(os.path.join(folder, "run.py"), "w") as f:
        f.write(SCRIPT)
    return [sys.executable, "run.py"]


def plain(command, folder):
    began = time.monotonic()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def swept(refaudit, command, folder, top, tree):
    """Seconds of the run that records, of that with trials; trials."""
    p = subprocess.run(
        [refaudit, "sweep", "--db", os.path.join(top, "bench.db"), "--tree",
         tree, "--", *command], cwd=folder, capture_output=True, text=True)
    course, trials = COURSE.search(p.stderr), TRIALS.search(p.stderr)
    if course is None or trials is None:
        sys.exit("bench: the sweep failed:\n" + p.stderr)
    return float(course[1]), float(course[2] or 0), int(trials[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("refaudit", type=os.path.abspath)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--tree", help="the extensions that COMMAND loads")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    a = parser.parse_args()
    if a.command[:1] == ["--"]:
        a.command = a.command[1:]
    with tempfile.TemporaryDirectory(prefix="refaudit-bench-") as top:
        folder = os.getcwd() if a.command else top
        command = a.command or build(top)
        tree = a.tree or folder
        rounds = [(plain(command, folder),
                   *swept(a.refaudit, command, folder, top, tree))
                  for _ in range(a.repeat)]
    bare = min(r[0] for r in rounds)
    first = min(r[1] for r in rounds)
    second = min(r[2] for r in rounds)
    trials = rounds[0][3]
    print("%-12s %8.2f s\n%-12s %8.2f s  %.2f times\n%-12s %8.1f ms, of %d"
          % ("plain", bare, "record", first, first / bare, "experiment",
             1000 * max(second - first, 0) / max(trials, 1), trials))


if __name__ == "__main__":
    main()

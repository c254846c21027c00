"""What the companion runtime costs.

Usage: bench.py [--repeat N] [--tree DIR] REFAUDIT [-- COMMAND...]

COMMAND (default: a script that calls a small extension a million times, which
is the worst there is) runs plainly and under `refaudit sweep`, N times in
turn; `record` is how much longer the first run of a sweep takes, the median
of each.  `experiment` is how much longer the second run takes than that, for
each trial; the controls are in it.

Without COMMAND the test suites of SUITES are recorded as well, if pip can get
the packages: processor time, plain and recorded in turn.
"""
import argparse
import os
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SUITES = ("bitarray==3.12.3", "simplejson==3.20.2")
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


# ---- whole test suites -----------------------------------------------------


def suite_command(package):
    with open(os.path.join(HERE, "agreement.tsv")) as f:
        for line in f:
            name, _, command = line.rstrip("\n").split("\t")
            if name == package.partition("==")[0]:
                return [sys.executable, *shlex.split(command)]
    sys.exit("bench: no command for " + package)


def install(package, folder):
    p = subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps",
         "--no-binary", ":all:", "--target", folder, package],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
        env=dict(os.environ, CFLAGS="-g -O2"))
    return p.returncode == 0


def recording(refaudit, folder, top):
    """What the environment of a command is while it is recorded; the plan is
    that of a sweep, which we let a shell copy."""
    plan, log = os.path.join(top, "plan"), os.path.join(top, "log")
    subprocess.run([refaudit, "sweep", "--db", os.path.join(top, "bench.db"),
                    "--tree", folder, "--", "sh", "-c",
                    'cp "$REFAUDIT_PLAN" "$0"; echo "$PYTHONPATH" > "$0.path"',
                    plan], capture_output=True, cwd=folder)
    with open(plan) as f:
        text = re.sub(r"(?m)^log\t.*", "log\t" + log, f.read())
    with open(plan, "w") as f:
        f.write(text)
    with open(plan + ".path") as f:
        path = f.read().strip().strip(":")
    return {"REFAUDIT_PLAN": plan, "PYTHONPATH": path + ":."}


def processor(command, folder, env):
    """Seconds of its processes, and how it ended."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                       env=dict(os.environ, **env))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime -
            before.ru_stime, p.returncode)


def suite(refaudit, package, repeat, top):
    folder = os.path.join(top, package)
    if not install(package, folder):
        print("%-20s SKIPPED: pip cannot get it" % package)
        return
    command = suite_command(package)
    own = {"PYTHONPATH": "."}
    env = recording(refaudit, folder, top)
    rounds = [(processor(command, folder, own),
               processor(command, folder, env)) for _ in range(repeat)]
    codes = {code for pair in rounds for _, code in pair}
    bare = statistics.median(pair[0][0] for pair in rounds)
    recorded = statistics.median(pair[1][0] for pair in rounds)
    print("%-20s %6.2f s, recorded %6.2f s  %.2f times%s" % (
        package, bare, recorded, recorded / bare,
        "" if codes == {0} else ", ended with %s" % sorted(codes)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("refaudit", type=os.path.abspath)
    parser.add_argument("--repeat", type=int, default=5)
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
    bare, first, second = (statistics.median(r[k] for r in rounds)
                           for k in range(3))
    trials = rounds[0][3]
    print("%-12s %8.2f s\n%-12s %8.2f s  %.2f times\n%-12s %8.1f ms, of %d"
          % ("plain", bare, "record", first, first / bare, "experiment",
             1000 * max(second - first, 0) / max(trials, 1), trials))
    with tempfile.TemporaryDirectory(prefix="refaudit-bench-") as top:
        for package in SUITES if not a.command else ():
            suite(a.refaudit, package, a.repeat, top)


if __name__ == "__main__":
    main()

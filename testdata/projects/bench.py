"""Cost of a whole analysis next to the compiler and to other analysers.

Usage: bench.py REFAUDIT [--repeat N] [--others] [--ops] [--cores] [--jobs N]
                [--curve FILE.svg] [PATH...]

For each PATH: CPU seconds (user and system, the least of N rounds) of
`clang -fsyntax-only`, one process per file as in a build, of `refaudit check`
without a cache (cold) and with nothing changed since the last run (warm).
All run in turn, so that a busy machine disturbs all alike.  `rest` is the
share of the cold run that was not spent in parsing and lowering files:
precompiled headers, engine, rules, database.  `peak` is the most memory that
one process of the run held.

--others adds `clang --analyze`, `gcc -fanalyzer` and cppcheck, as far as they
are installed: how many times the CPU of the cold run they take.
--cores adds the seconds on the clock of a cold run with one worker and two.
--curve draws the cold runs as a picture: functions against CPU seconds.
--ops tells how the cost of a function grows with its number of operations:
for all PATHs together, by size, the median of microseconds per operation, and
the exponent of the best fit among functions of many operations, 1.0 is linear.
(Small functions cost less per operation: few ways lead through them.)
"""
import argparse
import json
import math
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

PROJECTS = os.path.dirname(os.path.abspath(__file__))
DEFAULT = [
    os.path.join(PROJECTS, "..", "demo"),
    os.path.join(PROJECTS, "..", "leaked-reference"),
]
MANY_OPS = 160


def run(argv, cwd=None, env=None):
    """CPU seconds, wall seconds, status and peak bytes of a process and its
    children; the peak is sampled."""
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.Popen(argv, cwd=cwd, env=env, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
    status = p.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime - before.ru_utime
           + after.ru_stime - before.ru_stime)
    return cpu, time.monotonic() - began, status


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as f:
            return [int(x) for x in f.read().split()]
    except OSError:
        return []


def high_water(pid):
    try:
        with open(f"/proc/{pid}/status") as f:
            found = re.search(r"VmHWM:\s*(\d+) kB", f.read())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def peak_of(argv, env):
    """kB of the biggest process of a run."""
    p = subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
    peak = 0
    done = threading.Event()
    threading.Thread(target=lambda: (p.wait(), done.set())).start()
    while not done.wait(0.01):
        peak = max([peak, high_water(p.pid)]
                   + [high_water(c) for c in children(p.pid)])
    return peak


class Project:
    """One PATH: what the analyser saw in it, and the times of all rounds."""

    def __init__(self, refaudit, args, path, scratch):
        self.path = path
        self.db = os.path.join(scratch, "bench.db")
        self.env = {**os.environ,
                    "XDG_CACHE_HOME": os.path.join(scratch, "cache")}
        # By name: what a version manager puts before it is not ours to time.
        self.check = [refaudit, "check", "--jobs", str(args.jobs),
                      "--python", sys.executable,
                      "--progress", "never", "--db", self.db, path]
        self.cold_check = [*self.check[:2], "--no-cache", *self.check[2:]]
        self.cores = {1: [], 2: []} if args.cores else {}
        self.root = self.find_root(refaudit)
        self.floor, self.cold, self.warm, self.share = [], [], [], []
        self.others = {}

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
        number = con.execute("SELECT max(id) FROM run").fetchone()[0]
        self.units = [
            (os.path.join(self.root, path), directory, json.loads(arguments))
            for path, directory, arguments in con.execute(
                "SELECT path, directory, arguments FROM tu"
                " JOIN file ON file.id = file_id WHERE run_id = ?"
                " AND tu.status IN ('ok', 'parse-errors')", (number,))]
        self.functions = con.execute(
            "SELECT count(*) FROM run_function WHERE run_id ="
            " (SELECT rows_of FROM run_rows WHERE run_id = ?)",
            (number,)).fetchone()[0]
        front = con.execute(
            "SELECT coalesce(sum(wall_ms), 0) FROM tu WHERE run_id = ?",
            (number,)).fetchone()[0]
        con.close()
        return front / 1e3

    def refaudit_once(self, argv):
        cpu, wall, status = run(argv, env=self.env)
        if status not in (0, 1, 3):
            sys.exit(f"bench: refaudit ended with {status} on {self.path}")
        return cpu, wall

    def each_unit(self, *compiler):
        return sum(run([*compiler, *arguments, file], cwd=directory)[0]
                   for file, directory, arguments in self.units)

    def round(self, clang):
        if os.path.exists(self.db):
            os.unlink(self.db)
        cpu, wall = self.refaudit_once(self.cold_check)
        if not os.path.exists(self.db):
            return False
        front = self.read_units()
        self.cold.append(cpu)
        self.share.append(1 - front / wall)
        self.floor.append(self.each_unit(clang, "-fsyntax-only", "-w",
                                         "-ferror-limit=0"))
        for jobs, walls in self.cores.items():
            argv = list(self.cold_check)
            argv[argv.index("--jobs") + 1] = str(jobs)
            walls.append(self.refaudit_once(argv)[1])
        os.unlink(self.db)
        self.refaudit_once(self.check)  # fills the cache
        self.warm.append(self.refaudit_once(self.check)[0])
        return True

    def measure_others(self, clang):
        tools = {"clang --analyze": [clang, "--analyze", "-w", "-o",
                                     os.devnull],
                 "gcc -fanalyzer": ["gcc", "-fanalyzer", "-w", "-c", "-o",
                                    os.devnull],
                 "cppcheck": ["cppcheck", "-q", "--enable=warning"]}
        for name, argv in tools.items():
            if shutil.which(argv[0]) is not None:
                self.others[name] = self.each_unit(*argv)

    def sizes(self):
        """(operations, microseconds) of each function within the budget."""
        ops, name = {}, None
        out = subprocess.run([*self.cold_check, "--no-db", "--dump=ops"],
                             text=True, env=self.env,
                             capture_output=True).stdout
        for line in out.splitlines():
            if line and not line[0].isspace():
                name = line.split("(")[0].removeprefix("static ")
                ops.setdefault(name, 0)
            elif line.startswith("    ") and name is not None:
                ops[name] += 1
        con = sqlite3.connect(self.db)
        cost = con.execute(
            "SELECT name, wall_us FROM run_function JOIN function ON"
            " function.id = function_id WHERE run_id = 1 AND"
            " run_function.status = 'analysed'").fetchall()
        con.close()
        return [(ops[f], us) for f, us in cost if us > 0 and ops.get(f, 0)]

    def line(self, peak):
        cpu, floor, warm = min(self.cold), min(self.floor), min(self.warm)
        ratio = cpu / floor if floor > 0 else float("nan")
        text = (f"{os.path.basename(os.path.abspath(self.path)):24.24}"
                f"{len(self.units):6}{self.functions:7}{floor:8.2f}"
                f"{cpu:8.2f}{ratio:7.2f}{min(self.share):7.0%}"
                f"{warm:7.2f}{warm / cpu:6.1%}{peak / 1024:7.0f}")
        for walls in self.cores.values():
            text += f"{min(walls):9.2f}"
        for name in self.others:
            text += f"{self.others[name] / cpu:17.1f}"
        return text


def exponent(points):
    """Slope of log(cost) over log(operations)."""
    logs = [(math.log(n), math.log(us)) for n, us in points]
    mx = sum(x for x, _ in logs) / len(logs)
    my = sum(y for _, y in logs) / len(logs)
    over = sum((x - mx) ** 2 for x, _ in logs)
    return sum((x - mx) * (y - my) for x, y in logs) / over


def growth(points):
    """Lines about the cost of functions by their size."""
    lines = [f"{'operations':>16}{'functions':>12}{'us per op':>12}"
             f"{'of all':>8}"]
    total = sum(us for _, us in points)
    low = 1
    while any(n >= low for n, _ in points):
        high = low * 2 if low > 1 else 20
        some = sorted(us / n for n, us in points if low <= n < high)
        share = sum(us for n, us in points if low <= n < high) / total
        if some:
            lines.append(f"{f'{low} to {high - 1}':>16}{len(some):12}"
                         f"{some[len(some) // 2]:12.2f}{share:8.0%}")
        low = high
    many = [p for p in points if p[0] >= MANY_OPS]
    if len(many) >= 10:
        lines.append(f"exponent from {MANY_OPS} operations on: "
                     f"{exponent(many):.2f}")
    return "\n".join(lines)


# ---- the picture -----------------------------------------------------------

WIDTH, HEIGHT, MARGIN = 640, 400, 56


def ticks(lo, hi):
    """1, 2, 5, 10... around lo..hi."""
    all_ticks = [m * 10.0 ** e for e in range(-3, 6) for m in (1, 2, 5)]
    first = max([t for t in all_ticks if t <= lo], default=all_ticks[0])
    last = min([t for t in all_ticks if t >= hi], default=all_ticks[-1])
    return [t for t in all_ticks if first <= t <= last]


def curve(projects):
    """Both axes logarithmic; the dashed line is the cost per function of all
    of them together, the same for every size."""
    points = [(p.functions, min(p.cold), os.path.basename(
        os.path.abspath(p.path))) for p in projects if p.functions > 0]
    xs = ticks(min(x for x, _, _ in points), max(x for x, _, _ in points))
    ys = ticks(min(y for _, y, _ in points), max(y for _, y, _ in points))
    def place(v, marks, start, end):
        share = math.log(v / marks[0]) / math.log(marks[-1] / marks[0])
        return start + share * (end - start)
    def px(x):
        return place(x, xs, MARGIN, WIDTH - MARGIN)
    def py(y):
        return place(y, ys, HEIGHT - MARGIN, MARGIN / 2)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
           f'height="{HEIGHT}" font-family="sans-serif" font-size="11">',
           '<rect width="100%" height="100%" fill="white"/>']
    for x in xs:
        out.append(f'<path d="M{px(x):.1f} {py(ys[0]):.1f}V{py(ys[-1]):.1f}" '
                   'stroke="#ddd"/>'
                   f'<text x="{px(x):.1f}" y="{py(ys[0]) + 16:.1f}" '
                   f'text-anchor="middle">{x:g}</text>')
    for y in ys:
        out.append(f'<path d="M{px(xs[0]):.1f} {py(y):.1f}H{px(xs[-1]):.1f}" '
                   'stroke="#ddd"/>'
                   f'<text x="{px(xs[0]) - 6:.1f}" y="{py(y) + 4:.1f}" '
                   f'text-anchor="end">{y:g}</text>')
    each = sum(y for _, y, _ in points) / sum(x for x, _, _ in points)
    ends = [max(xs[0], ys[0] / each), min(xs[-1], ys[-1] / each)]
    if ends[0] < ends[1]:
        way = " ".join(f"{px(x):.1f},{py(x * each):.1f}" for x in ends)
        out.append(f'<polyline points="{way}" stroke="#888" '
                   'stroke-dasharray="4 4" fill="none"/>')
    for x, y, name in points:
        out.append(f'<circle cx="{px(x):.1f}" cy="{py(y):.1f}" r="3.5" '
                   'fill="#1f5fa8"/>'
                   f'<text x="{px(x) + 6:.1f}" y="{py(y) - 5:.1f}">{name}'
                   '</text>')
    out += [f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle">'
            'functions</text>',
            f'<text x="14" y="{HEIGHT / 2}" text-anchor="middle" '
            f'transform="rotate(-90 14 {HEIGHT / 2})">CPU seconds, cold'
            '</text>', '</svg>']
    return "\n".join(out) + "\n"


def find_clang():
    for name in ("clang-19", "clang"):
        if shutil.which(name):
            return name
    sys.exit("bench: clang-19 not found; run ./dev setup")


def total(projects):
    floor = sum(min(p.floor) for p in projects)
    cold = sum(min(p.cold) for p in projects)
    warm = sum(min(p.warm) for p in projects)
    text = (f"{'all':24}{sum(len(p.units) for p in projects):6}"
            f"{sum(p.functions for p in projects):7}{floor:8.2f}{cold:8.2f}"
            f"{cold / floor:7.2f}{'':7}{warm:7.2f}{warm / cold:6.1%}{'':7}")
    for jobs in projects[0].cores:
        text += f"{sum(min(p.cores[jobs]) for p in projects):9.2f}"
    for name in projects[0].others:
        text += f"{sum(p.others[name] for p in projects) / cold:17.1f}"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("refaudit")
    parser.add_argument("paths", nargs="*", default=DEFAULT)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--others", action="store_true")
    parser.add_argument("--ops", action="store_true")
    parser.add_argument("--cores", action="store_true")
    parser.add_argument("--curve", metavar="FILE.svg")
    args = parser.parse_intermixed_args()
    clang = find_clang()
    done, points = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for path in args.paths:
            project = Project(os.path.abspath(args.refaudit), args, path,
                              scratch)
            if not all(project.round(clang) for _ in range(args.repeat)):
                print(f"{os.path.basename(path):24.24}  nothing to analyse")
                continue
            if args.others:
                project.measure_others(clang)
            if not done:
                print(f"{'path':24}{'files':>6}{'funcs':>7}{'clang s':>8}"
                      f"{'cold s':>8}{'ratio':>7}{'rest':>7}{'warm s':>7}"
                      f"{'':>6}{'peak MB':>7}"
                      + "".join(f"{f'{n} jobs s':>9}" for n in project.cores)
                      + "".join(f"{name:>17}" for name in project.others))
            peak = peak_of(project.cold_check, project.env)
            print(project.line(peak), flush=True)
            if args.ops:
                points += project.sizes()
            done.append(project)
    if len(done) > 1:
        print(total(done))
    if points:
        print(growth(points))
    if args.curve and done:
        with open(args.curve, "w") as f:
            f.write(curve(done))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The companion runtime against functions that are wrong and functions that
only look wrong, under the Pythons found.

    run.py REFAUDIT RUNTIME-DIRECTORY [--python EXE]... [--all] [--only NAME]

Each function of counts.c and memory.c says in a comment what must be found,
and it has to be found at its own line: the call that made the object, "// HERE"
where it is misused, the entry for what is an argument's; nothing may ever be
found in those of controls.c.  Every call of the API that can fail is
made to fail once in every function, after one experiment without a fault.
"""
import argparse
import collections
import glob
import os
import re
import subprocess
import sys
import sysconfig
import tempfile

import plan

HERE = os.path.dirname(os.path.abspath(__file__))
TRAVERSE = re.compile(r"// TRAVERSE (\S+) (\S+)\n")
THREAD = re.compile(r"// THREAD (\S+)\n")
EXPECT = re.compile(r"// FIND (\S+) (\S+) (\S+) (\S+)\n(?:static )?"
                    r"\w[^\n]*\n(\w+)\(")
WATCHED = ("kept", "misfreed", "cycle", "early", "untracked", "resurrected")
SEES = re.compile(r"// SEES (\S+) (\S+)\n")
FIELD = re.compile(r"// FIELD (\S+) (\S+)\n")
# See vary.c: of the first argument, of the whole call, of what hangs on it.
VARIATIONS = {"controls": (0, 1, 2, 6, 9, 15, 21, 26, 27, 1000, 1001, 1003, 1005,
                           2002, 2005, 3000, 3003, 3005),
              "shapes": (0, 5, 9, 14, 26, 1000, 1001, 1003, 1005, 2000, 2002,
                         2005, 3000, 3005),
              "holders": (9, 1005)}
DEFECTS = "counts", "memory", "types_", "ends"
CONTROLS = "controls", "shapes", "holders"
# What an experiment may find, and where the record has the site.
SITE_FIELD = {"leak": 4, "refleak": 3, "overdecref": 3, "uaf": 4,
              "family": 4, "exception": 3, "crash": 5}


def pythons():
    found = {}
    for exe in (glob.glob("/usr/bin/python3.[0-9]*") +
                glob.glob(os.path.expanduser(
                    "~/.pyenv/versions/3.*/bin/python3"))):
        if re.search(r"config|d$", exe) and not exe.endswith("d"):
            continue
        out = subprocess.run(
            [exe, "-c", "import sys,sysconfig as s;print(sys.version_info[0],"
             "sys.version_info[1],s.get_path('include'),"
             "s.get_config_var('EXT_SUFFIX'),s.get_config_var('Py_DEBUG'))"],
            capture_output=True, text=True)
        if out.returncode != 0:
            continue
        major, minor, include, suffix, debug = out.stdout.split()
        version = int(major), int(minor)
        if version < (3, 8) or not os.path.exists(include + "/Python.h"):
            continue
        found[os.path.realpath(exe)] = (version, include, suffix,
                                        debug == "1")
    return found


def few(found):
    """The system's Python and the newest."""
    newest = max(found, key=lambda exe: found[exe][0])
    system = os.path.realpath("/usr/bin/python3")
    return sorted({newest, system if system in found else newest})


def build(source, to, include):
    subprocess.run(["gcc", "-std=gnu17", "-g", "-O1", "-fPIC", "-shared",
                    "-DNDEBUG", "-w", "-Wl,--build-id", "-I", include, source, "-o", to,
                    "-lpthread"], check=True)


def plain(name):
    """The name in the source of what a macro calls."""
    m = re.fullmatch(r"_(\w+)_SizeT", name)
    return m[1] if m else name


def symbols(path):
    """The names of functions by their addresses."""
    out = subprocess.run(["nm", path], check=True, capture_output=True,
                         text=True).stdout
    return {int(f[0], 16): f[2] for f in map(str.split, out.splitlines())
            if len(f) == 3 and f[1] in "tT"}


def names_of(log):
    """API names of sites."""
    sites = {}
    for r in log:
        if r[0] == "hit":
            sites[r[5]] = plain(r[6])
        elif r[0] == "step":
            sites[r[4]] = plain(r[5])
    return sites


def make_trials(log, apis):
    """One without a fault and one for each call that can fail, for the first
    call of each entry."""
    fallible = set()
    for line in apis:
        f = line.split("\t")
        if f[3] != "-" and "never" not in f[6].split(","):
            fallible.add(f[1])
    trials, seen = [], set()
    for r in log:
        if r[0] == "entry":
            trials.append(plan.Trial("n%d" % len(trials), "*", r[2], 1,
                                     "natural", "-", "-"))
            if r[2].endswith("/tp_init"):
                trials.append(plan.Trial("i%d" % len(trials), "*", r[2], 1,
                                         "natural", "again", "-"))
    for r in log:
        if r[0] == "hit" and r[3] != "-" and r[6] in fallible:
            for nth in {"1", r[7]}:
                key = r[3], r[5], nth
                if key not in seen:
                    seen.add(key)
                    trials.append(plan.Trial("g%d" % len(trials), "*", r[3],
                                             r[4], "genuine", r[5], nth))
            key = r[3], r[5], "other"
            if key not in seen:
                seen.add(key)
                trials.append(plan.Trial("o%d" % len(trials), "*", r[3],
                                         r[4], "genuine", r[5],
                                         "1\tother"))
    return trials


def vary_trials(log, name):
    """The first call of each entry with other things."""
    return [plan.Trial("v%s.%d" % (r[2], n), "*", r[2], 1, "natural", "vary",
                       n)
            for r in log if r[0] == "entry" and "/init" not in r[2]
            for n in VARIATIONS[name]]


class Run:
    """One module under one Python."""

    def __init__(self, options, python, facts, name, folder):
        version, include, suffix, self.debug = facts
        self.python, self.name = python, name
        source = os.path.join(HERE, name + ".c")
        self.object = os.path.join(folder, name + suffix)
        build(source, self.object, include)
        apis = plan.api_lines(options.refaudit, version)
        args = {"path": folder, "argv": ["-c", self.script(options)]}
        self.records = []
        for mode, trials in (("record", []), ("replay", None)):
            log = os.path.join(folder, name + "." + mode)
            path = log + ".plan"
            if trials is None:
                trials = make_trials(self.records, apis)
                if name in CONTROLS:
                    trials += vary_trials(self.records, name)
            self.trials = {t.id: t for t in trials}
            lives = sorted({"life\t*\t" + r[9]  # made before the fork
                            for r in self.records if r[0] == "hit"})
            plan.write(path, log, mode, [self.object], apis, trials,
                       ["limit\t10", "watch\tboundary,thread,gc", *lives])
            self.result = plan.run(options.runtime, path, python, args, 300)
            self.first, self.records = self.records, plan.read(log)
        self.sites = names_of(self.first + self.records)
        self.functions = symbols(self.object)

    def script(self, options):
        return ("import %s as m, sys\n"
                "sys.path.insert(0, %r)\n"
                "import drive\n"
                "drive.run(m, %r)\n" % (self.name, HERE, options.only))

    def found(self):
        """(function, kind, API name, grade, API that failed) of each."""
        for r in self.records:
            if r[0] in SITE_FIELD and len(r) > 3 and r[2] in self.trials:
                t = self.trials[r[2]]
                site = r[SITE_FIELD[r[0]]]
                if r[0] == "leak" and r[3] not in ("object", "block"):
                    continue
                offset = int(re.search("@0x(\\w+)/", t.entry)[1], 16)
                yield (self.functions.get(offset, "?"), r[0],
                       self.sites.get(site, site), t.grade,
                       self.sites.get(t.site, t.site), r)

    def seen(self):
        """(kind, word) of records that have no site, and fields."""
        for r in self.records:
            if r[0] in WATCHED:
                yield r[0], r[3]
            elif r[0] in ("pending", "locked"):
                yield r[0], r[4]
            elif r[0] == "leak" and len(r) > 12:
                for link in re.split("[,;]", r[12])[1:]:
                    yield "chain", self.function_at(link)
        for name, kind, site, grade, fault, r in self.found():
            fields = r[13:14] if kind == "leak" else r[10:11]
            if fault == "again":
                yield "field " + name, ",".join(fields)

    def function_at(self, link):
        """The one that holds the address of OBJECT+0xOFFSET."""
        offset = int(link.rpartition("x")[2], 16)
        below = [a for a in self.functions if a < offset]
        return self.functions[max(below)] if below else "?"

    def reached(self):
        """Trials of functions that were called at all."""
        called = {r[3] for r in self.first if r[0] in ("calls", "hit")}
        return {t.id for t in self.trials.values() if t.entry in called}

    def verdicts(self):
        return collections.Counter(r[3] for r in self.records
                                   if r[0] == "trial")


def check_defects(options, run, wanted, problems, label):
    found = {}
    for name, kind, site, grade, fault, record in run.found():
        found.setdefault(name, []).append((kind, site, grade, fault))
    for r in run.first + run.records:
        if r[0] == "traverse":
            found.setdefault("type " + r[3], []).append((r[0], r[3], r[5]))
    for r in run.first:
        if r[0] == "thread":
            found.setdefault("thread " + r[3], []).append((r[0], r[3]))
    for kind, word in run.seen():
        found.setdefault("sees %s %s" % (kind, word), []).append((kind, word))
        if run.name == "ends" and kind in (*WATCHED, "pending",
                                                     "locked") and not options.only and (
                "sees %s %s" % (kind, word) not in wanted):
            problems.append("%s: FALSE: %s %s" % (label, kind, word))
    if run.name == "ends" and not any(
            r[0] == "cycle" and r[2:4] == ["-", "ends.Ring"] and
            "Ring+16 > method-wrapper > Ring" in r[5] for r in run.first):
        problems.append("%s: no cycle at the end" % label)
    ended = {r[2] for r in run.records if r[0] == "trial"}
    hits = 0
    for name, want in wanted.items():
        kinds = {f[0] for f in found.get(name, [])}
        # A debug build of Python notices some of it first, and aborts.
        if want in found.get(name, []) or (
                run.debug and want[0] == "uaf" and "crash" in kinds):
            hits += 1
        else:
            problems.append("%s: %s: wanted %s, found %s" % (
                label, name, want, found.get(name, "nothing")))
    for t in set() if options.only else run.reached() - ended:
        problems.append("%s: trial %s has no verdict" % (label,
                                                         run.trials[t]))
    return hits


class Source:
    """A test module's text, and where its machine code comes from."""

    def __init__(self, run):
        self.object, self.name = run.object, run.name + ".c"
        with open(os.path.join(HERE, self.name)) as f:
            self.lines = f.read().splitlines()

    def body(self, function):
        """First and last line, from 1."""
        first = next(i for i, line in enumerate(self.lines, 1)
                     if re.match(r"(static )?(\w+ )*%s\(" % function, line))
        return first, self.lines.index("}", first) + 1

    def line_of(self, place, back):
        """Of OBJECT+0xOFFSET, past what is inlined from headers."""
        offset = int(place.rpartition("x")[2], 16) - back
        out = subprocess.run(["addr2line", "-i", "-e", self.object,
                              hex(offset)], capture_output=True, text=True)
        for at in out.stdout.splitlines():
            file, _, line = at.split()[0].rpartition(":")
            if os.path.basename(file) == self.name and line.isdigit():
                return int(line)
        return 0

    def calling(self, function, api):
        """The line of the function that names the API function: the one with
        a mark, else the first."""
        first, last = self.body(function)
        lines = [i for i in range(first, last + 1) if re.search(
            r"\b%s\b" % api, self.lines[i - 1])]
        marked = [i for i in lines if "// HERE" in self.lines[i - 1]]
        return (marked + lines + [None])[0]

    def marked(self, function):
        """Two, where a compiler may leave out the first."""
        first, last = self.body(function)
        return [i for i in range(first, last + 1)
                if "// HERE" in self.lines[i - 1]]


def places_of(record):
    """Where the defect begins and, of what happens there at all, where it is:
    (OBJECT+0xOFFSET, how far the call lies before it)."""
    if record[0] == "uaf":
        used = (record[6], 1) if record[8] == "-" else (record[8], 0)
        if "+0x" not in used[0]:  # used by Python, where it was freed counts
            used = record[5], 1
        return (record[4], 1), used
    if record[0] == "family":
        return (record[4], 1), (record[6], 1)
    if record[0] == "crash":
        return (record[5], 1), (record[4], 0)
    return (record[SITE_FIELD[record[0]]], 1), None


def wrong_lines(source, function, api, record, entry):
    """What the record says of places, where that is not the defect's own."""
    (begin, back), end = places_of(record)
    if "+0x" not in begin:  # an argument, or what the entry gave
        first = source.line_of(entry.rpartition("/")[0].replace("@", "+"), 0)
        low, high = source.body(function)
        return [] if low <= first <= high else ["enters at %d" % first]
    wrong = []
    line = source.line_of(begin, back)
    if line != source.calling(function, api):
        wrong.append("begins at %d" % line)
    if end is not None and source.line_of(*end) not in source.marked(
            function):
        wrong.append("is at %d" % source.line_of(*end))
    return wrong


def check_lines(run, wanted, problems, label):
    """Each at its own line; how many were looked at."""
    source, known = Source(run), {}
    for name, kind, site, grade, fault, record in run.found():
        if wanted.get(name) == (kind, site, grade, fault):
            known.setdefault(name, []).append(wrong_lines(
                source, name, site, record, run.trials[record[2]].entry))
    for name, wrong in known.items():
        for text in wrong[0] if all(wrong) else ():
            problems.append("%s: %s: another line: it %s" % (label, name,
                                                             text))
    return len(known)


def read_wanted(name, only):
    with open(os.path.join(HERE, name + ".c")) as f:
        text = f.read()
    wanted = {m[4]: m[:4] for m in EXPECT.findall(text) if only in m[4]}
    if not only:
        wanted.update(("type " + m[0], ("traverse",) + m)
                      for m in TRAVERSE.findall(text))
        wanted.update(("sees %s %s" % m, m) for m in SEES.findall(text))
        wanted.update(("sees field %s %s" % m, ("field " + m[0], m[1]))
                      for m in FIELD.findall(text))
        wanted.update(("thread " + m, ("thread", m))
                      for m in THREAD.findall(text))
    return wanted


def check_controls(run, problems, label):
    for name, kind, site, grade, fault, record in run.found():
        problems.append("%s: FALSE: %s: %s at %s, %s %s: %s" % (
            label, name, kind, site, grade, fault, record))
    for r in run.records:
        if r[0] in ("thread", "boundary", "pending", "locked", *WATCHED) or (
                r[0] == "traverse" and r[7] != "none"):
            problems.append("%s: FALSE: %s" % (label, r))


def check_command(run, problems, label):
    if run.result.returncode != 0:
        problems.append("%s: the command failed: %s" % (
            label, run.result.stderr[-2000:]))


def chosen_of(names, options):
    return [n for n in names if options.module is None or n in options.module]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("refaudit")
    parser.add_argument("runtime")
    parser.add_argument("--python", action="append")
    parser.add_argument("--only", default="")
    parser.add_argument("--module", action="append")
    parser.add_argument("--all", action="store_true",
                        help="not only the system's and the newest Python")
    parser.add_argument("--keep")
    options = parser.parse_args()
    options.runtime = os.path.abspath(options.runtime)
    wanted = {name: read_wanted(name, options.only) for name in DEFECTS}
    problems, all_pythons = [], pythons()
    chosen = [os.path.realpath(p) for p in options.python or
              (all_pythons if options.all else few(all_pythons))]
    for python in chosen:
        facts = all_pythons[python]
        for name in chosen_of(DEFECTS, options):
            known = len(problems)
            with tempfile.TemporaryDirectory() as folder:
                folder = options.keep or folder
                r = Run(options, python, facts, name, folder)
                lines = check_lines(r, wanted[name], problems, python)
            n = check_defects(options, r, wanted[name], problems, python)
            # A word that by chance looks like a pointer to a lost block, or
            # like a trace of it, hides it; not so twice running.
            if n < len(wanted[name]):
                print("%s: %s: once more, %d of %d found" % (
                    python, name, n, len(wanted[name])))
                problems = problems[:known]
                with tempfile.TemporaryDirectory() as again:
                    r = Run(options, python, facts, name, options.keep or again)
                    lines = check_lines(r, wanted[name], problems, python)
                n = check_defects(options, r, wanted[name], problems, python)
            print("%s: %s: %d of %d defects found, %d with their lines; %s" % (
                python, name, n, len(wanted[name]), lines,
                dict(r.verdicts())))
            check_command(r, problems, python)
        for name in chosen_of(CONTROLS, options):
            with tempfile.TemporaryDirectory() as folder:
                folder = options.keep or folder
                r = Run(options, python, facts, name, folder)
            before = len(problems)
            check_controls(r, problems, python)
            print("%s: %s: %d false; %s" % (
                python, name, len(problems) - before, dict(r.verdicts())))
            check_command(r, problems, python)
    for p in problems:
        print(p)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

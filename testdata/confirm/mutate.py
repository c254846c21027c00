"""Break a package in known ways and see what a sweep says.

Usage: mutate.py --refaudit PROGRAM --package DIR --source FILE.c
                 --module EXTENSION --cflags "..." [--count N] [--seed S]
                 [--unit FILE.c] [--cc COMPILER] [--only LINE,...]
                 [--kinds remove,double,early,incref] [--import MODULE]
                 [--optimize=-O0] [--no-check] -- COMMAND...

A copy of the package is built with debug information and marks, to know which
statements COMMAND runs.  Then, one at a time, one statement that is run is
changed: a release is removed, doubled, or moved before the use above it, or
an increment is removed.  What is only run for NULL, by an import or at the
end of the process is left alone: there the change is none, or nobody could
see it.  Each mutant is built, analysed (unless --no-check) and swept; what the
sweep reports and that of the unchanged package does not counts as seen.  A
report that the analysis had made is where the analysis says.

What is seen is at its own line, in the function that was changed, or
elsewhere.  The own line is

    of a release that was removed   that line or the one after it, or the next
                                    that leaves the function, or the line
                                    that took the reference in that function
                                    (then any that leaves it below is as
                                    good, if the report's path begins there);
                                    where none did, as in a destructor, the
                                    head of the function
    of a doubled release            that line
    of a release that was moved     that line, or the use behind it
    of an increment removed         that line, or the first after it that has
                                    the variable: there it is passed on

Where the line that takes a reference, or passes it on, only gives it another
name (`item = tpl;`), what takes or passes on that name is as good; so is any
other line above that gives the variable something, and of an increment that
was removed the first line below that releases or returns the variable, and of
a release the first line below that gives the variable another value, or where
the block ends that it is in.  What is only at one of these is counted apart
("line, wide").

A line is that of a report; one that only a step of its path has, which takes
or releases a reference, is counted apart ("line, step").  Beside each mutant
stands where the analysis alone has something new, without any run.
"""
import argparse
import collections
import json
import os
import random
import re
import resource
import shlex
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile

RELEASE = re.compile(r"^\s*Py_(X?DECREF|CLEAR)\(([^;]*)\);\s*$")
INCREF = re.compile(r"^\s*Py_X?INCREF\(([^;]*)\);\s*$")
FINDING = re.compile(r"^(\w{8})  (\w{6})  (.*?):(\d+): (.*) \[(natural|genuine)")


def build(a, root, extra=()):
    source = os.path.join(root, a.unit or a.source)
    module = os.path.join(root, a.module)
    command = [*shlex.split(a.cc), "-g", a.optimize, "-fPIC", "-shared", *extra,
               "-I" + sysconfig.get_paths()["include"],
               "-I" + os.path.dirname(source), *shlex.split(a.cflags), source,
               "-o", module]
    return subprocess.run(command, cwd=root, capture_output=True,
                          text=True).returncode == 0


MARK = """\
#include <Python.h>
#include <stdio.h>
static unsigned refaudit_marks[1 << 17];
static inline void
refaudit_mark(int line, const void *o)
{
    refaudit_marks[line & 0x1ffff] += o != NULL && !_Py_IsFinalizing();
}
__attribute__((destructor)) static void
refaudit_marked(void)
{
    FILE *f = fopen("%s", "a");
    for (int i = 0; f != NULL && i < 1 << 17; i++)
        if (refaudit_marks[i] != 0)
            fprintf(f, "%%d %%u\\n", i, refaudit_marks[i]);
    if (f != NULL)
        fclose(f);
}
"""


def marked(a, root, lines, command):
    """How often each statement that can be changed is run for an object."""
    path, marks = os.path.join(root, a.source), os.path.join(root, "marks")
    with open(marks + ".h", "w") as f:
        f.write(MARK % marks)
    out = list(lines)
    for i, line in enumerate(lines):
        m = RELEASE.match(line) or INCREF.match(line)
        if m and not lines[i - 1].rstrip().endswith((")", "else", ":", "\\")) \
                and not line.rstrip().endswith("\\"):
            out[i] = "refaudit_mark(__LINE__, (const void *)(%s)); %s" % (
                m[m.lastindex], line.lstrip())
    with open(path, "w") as f:
        f.writelines(out)
    good = build(a, root, ["-DPY_SSIZE_T_CLEAN", "-w", "-include", marks + ".h"])
    with open(path, "w") as f:
        f.writelines(lines)
    counts = collections.Counter()
    if not good:
        return None
    if os.path.exists(marks):
        os.remove(marks)
    run(a, root, command)
    if os.path.exists(marks):
        with open(marks) as f:
            for text in f:
                line, n = map(int, text.split())
                counts[line] += n
    return counts


def limited(seconds):
    """What a mutant does to memory may keep its process busy for ever."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def run(a, root, command, timeout=3000):
    env = dict(os.environ, PYTHONPATH=root, PYTHONHASHSEED="1")
    return subprocess.run(command, cwd=root, env=env, capture_output=True,
                          text=True, timeout=timeout, errors="replace",
                          preexec_fn=lambda: limited(a.seconds))


def function_of(lines, at):
    """Name of the function around a line, PEP 7 or not."""
    for i in range(min(at, len(lines) - 1), -1, -1):
        if lines[i].startswith("{") or re.match(r"^\w.*\)\s*\{\s*$", lines[i]):
            head = " ".join(lines[max(0, i - 6):i + 1])
            names = re.findall(r"(\w+)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*\{",
                               head + ("" if "{" in head else "{"))
            return names[-1] if names else "?"
    return "?"


def mutants(lines, covered, kinds):
    for i, line in enumerate(lines):
        if covered[i + 1] <= 0:
            continue
        release = RELEASE.match(line)
        if release and not lines[i - 1].rstrip().endswith((")", "else", ":")):
            if "remove" in kinds:
                yield "remove", i, [""]
            if "double" in kinds and release[1] == "DECREF":
                yield "double", i, [line.rstrip("\n") + line.strip() + "\n"]
            word = re.escape(release[2].strip())
            if "early" in kinds and release[1] == "DECREF" and \
                    re.search(r"\b%s\b" % word, lines[i - 1]) and \
                    lines[i - 1].strip().endswith(";") and \
                    "return" not in lines[i - 1]:
                yield "early", i, None
        elif INCREF.match(line) and "incref" in kinds and \
                not lines[i - 1].rstrip().endswith((")", "else", ":")):
            yield "incref", i, [""]


def name_in(line):
    m = RELEASE.match(line) or INCREF.match(line)
    return m[m.lastindex].strip()


def function_begins(lines, at):
    while at > 0 and not lines[at].startswith("{") and \
            not re.match(r"^\w.*\)\s*\{\s*$", lines[at]):
        at -= 1
    return at


def own_lines(lines, kind, at):
    """Of a change at that line, from 0."""
    own, name = {at}, re.escape(name_in(lines[at]))
    if kind == "early":
        own.add(at - 1)
    if kind == "remove":
        own |= {at + 1, *leaves(lines, at)[:1]}
        takes = re.compile(r"((?<![\w>.])%s\s*=[^=]|&\s*%s\b|"
                           r"Py_X?INCREF\(%s\))" % (name, name, name))
        for i in range(at - 1, function_begins(lines, at), -1):
            if takes.search(lines[i]) and \
                    not re.search(r"%s\s*=\s*NULL" % name, lines[i]):
                own.add(i)
                break
        else:
            head = function_begins(lines, at)
            own |= {head - 2, head - 1, head}
    if kind == "incref":
        for i in range(at + 1, len(lines)):
            if lines[i].startswith("}"):
                break
            if re.search(r"(?<![\w>.])%s(?!\w)" % name, lines[i]):
                own.add(i)
                break
    return own


def other_name(line, name):
    """Of `one = two;` the one that is not the name."""
    m = re.match(r"\s*([\w>.-]+)\s*=\s*(?:\([\w *]*\)\s*)?([\w>.-]+)\s*;",
                 line)
    if m and name in m.groups():
        return m[1] if m[2] == name else m[2]
    return None


def wide_lines(lines, kind, at):
    """Those that take or pass on the reference by another name, too."""
    name, own = name_in(lines[at]), set()
    begin = function_begins(lines, at)
    end = next((i for i in range(at, len(lines))
                if lines[i].startswith("}")), at)
    word = r"(?<![\w>.])%s(?!\w)"
    if kind == "incref":
        gives = re.compile(r"(Py_(X?DECREF|CLEAR)\(|\breturn\b).*" +
                           word % re.escape(name))
        own |= set([i for i in range(at + 1, end)
                    if gives.search(lines[i])][:1])
        for i in range(at + 1, min(at + 8, end)):
            other = other_name(lines[i], name)
            if other and other.isidentifier():
                passes = [k for k in range(i + 1, end)
                          if re.search(word % re.escape(other), lines[k])
                          and "if" not in lines[k]]
                own |= set(passes[:1])
                break
    if kind == "remove":
        gives = r"(?<![\w>.])%s\s*=[^=](?!\s*NULL)"
        for i in range(at - 1, begin, -1):
            if not re.search(gives % re.escape(name), lines[i]):
                continue
            own.add(i)
            other = other_name(lines[i], name)
            own |= {k for k in range(begin, i) if other and
                    re.search(gives % re.escape(other), lines[k])}
        own |= set([i for i in range(at + 1, end)
                    if re.search(gives % re.escape(name), lines[i])][:1])
        own |= set([i for i in range(at + 1, end) if lines[i].strip() and
                    indent(lines[i]) < indent(lines[at])][:1])
    return own


def indent(line):
    return len(line) - len(line.lstrip())


def leaves(lines, at):
    """Where the function is left behind that line."""
    exits = re.compile(r"\b(return|goto)\b|Py_RETURN_")
    found = []
    for i in range(at, len(lines)):
        if lines[i].startswith("}"):
            return found + [i]
        if exits.search(lines[i]):
            found.append(i)
    return found


def placed(lines, kind, at, function, fresh, steps):
    """How near the reports come to the line that was changed, from 0."""
    own, wide = own_lines(lines, kind, at), wide_lines(lines, kind, at)
    reported = {int(k[1]) - 1 for k in fresh}
    if reported & own:
        return "line"
    exits = leaves(lines, at) if kind == "remove" else ()
    for key in fresh:
        took = {line - 1 for line in steps.get(key[3], ())}
        if int(key[1]) - 1 in exits and took & (own | wide):
            return "line"
    for key in fresh:
        reported |= {line - 1 for line in steps.get(key[3], ())}
    if reported & own:
        return "line, step"
    if reported & wide:
        return "line, wide"
    here = {function_of(lines, i) for i in reported if i < len(lines)}
    return "function" if function in here else "elsewhere"


def kind_of(lines, key):
    """Which call has to fail for it differs from run to run."""
    return (key[0], re.sub(" when .*", "", key[2]),
            function_of(lines, int(key[1]) - 1))


def apply(lines, kind, at, text):
    out = list(lines)
    if kind == "early":
        out[at - 1], out[at] = (out[at].rstrip("\n") + out[at - 1].strip() +
                                "\n", "\n")
    else:
        out[at] = text[0] if text[0] else "    ;\n"
    return out


TAKES = "acquire", "incref", "borrow", "decref", "store"


def check(a, root, db):
    """The lines of each finding's path that take or release, by its id."""
    source = os.path.join(root, a.unit or a.source)
    include = sysconfig.get_paths()["include"]
    with open(os.path.join(root, "compile_commands.json"), "w") as f:
        json.dump([{"directory": root, "file": source, "arguments": [
            "gcc", "-I" + include, "-I" + os.path.dirname(source),
            *shlex.split(a.cflags), "-c", source]}], f)
    p = run(a, root, [a.refaudit, "check", "--db", db, "--triggers", "all",
                      "--format", "jsonl", "-p", root, source])
    steps, places = {}, set()
    for line in p.stdout.splitlines():
        found = json.loads(line)
        if "id" in found:
            steps[found["id"]] = {s["line"] for s in found.get("path", ())
                                  if s.get("kind") in TAKES}
            places.add(("", found["line"], "", found["id"]))
    return steps, places


def taken(db):
    """Of what the sweep itself has found."""
    con = sqlite3.connect(db)
    rows = con.execute(
        "SELECT f.id, p.line FROM v_finding f JOIN v_path p USING "
        "(finding_id) WHERE f.run_id = (SELECT max(run_id) FROM v_finding) "
        "AND p.kind IN (%s)" % ",".join("?" * len(TAKES)), TAKES).fetchall()
    con.close()
    return rows


def sweep(a, root, said):
    db = os.path.join(root, "mutant.db")
    if os.path.exists(db):
        os.remove(db)
    steps, places = ({}, set()) if a.no_check else check(a, root, db)
    ids = sorted(k[3] for k in places if k[3] not in said) or ["-"]
    p = run(a, root, [a.refaudit, "sweep", "--db", db, "--object",
                      os.path.join(root, a.module), "--limit", "10",
                      "--budget", str(a.budget), "--finding", ",".join(ids),
                      "--", *a.command])
    for id_, line in taken(db):
        steps.setdefault(id_, set()).add(line)
    found = {}
    for line in p.stdout.splitlines():
        m = FINDING.match(line)
        if m:
            found[m[2], m[4], m[5], m[1]] = m[6]
    crashed = re.search(r"ended with exit code (\d+)", p.stderr)
    return found, p, int(crashed[1]) if crashed else None, steps, places


class everything:
    """A set of whatever is asked for."""

    def __contains__(self, _):
        return True


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--refaudit", required=True)
    p.add_argument("--package", required=True)
    p.add_argument("--source", required=True)
    p.add_argument("--unit", help="what is compiled, of a header")
    p.add_argument("--module", required=True)
    p.add_argument("--cflags", default="")
    p.add_argument("--import", dest="imports")
    p.add_argument("--cc", default="gcc")
    p.add_argument("--optimize", default="-O1", help="-O0: exact lines")
    p.add_argument("--count", type=int, default=20)
    p.add_argument("--skip", type=int, default=0, help="the first of these")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--kinds", default="remove,double,early,incref")
    p.add_argument("--only", help="of those drawn: lines, with commas")
    p.add_argument("--no-check", action="store_true")
    p.add_argument("--seconds", type=int, default=60,
                   help="of the processor, that one process may take")
    p.add_argument("--budget", type=int, default=120,
                   help="of the processor, for all experiments of a mutant")
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    if a.command[:1] == ["--"]:
        a.command = a.command[1:]
    a.refaudit = os.path.abspath(a.refaudit)
    with tempfile.TemporaryDirectory(prefix="refaudit-mutate-") as top:
        root = os.path.join(top, "package")
        shutil.copytree(a.package, root, symlinks=True)
        path = os.path.join(root, a.source)
        lines = open(path).readlines()
        covered = marked(a, root, lines, a.command)
        if covered is None:
            sys.exit("the package does not build with marks")
        if a.imports:  # what only an import runs shows in another way
            covered -= marked(a, root, lines, [a.command[0], "-c",
                                               "import " + a.imports])
        assert build(a, root), "does not build"
        base, proc, plain, _, before = sweep(a, root, everything())
        print("unchanged: %d findings, exit code %s" % (len(base), plain))
        for key in sorted(base):
            print("   ", *key, base[key])
        known = {kind_of(lines, k) for k in base}
        ids = {k[3] for k in base}
        said = {k[3] for k in before}
        all_ = list(mutants(lines, covered, a.kinds.split(",")))
        random.Random(a.seed).shuffle(all_)
        total = collections.Counter()
        only = a.only and set(map(int, a.only.split(",")))
        for kind, at, text in all_[a.skip:a.count]:
            if only and at + 1 not in only:
                continue
            open(path, "w").writelines(apply(lines, kind, at, text))
            if not build(a, root):
                total[kind, "no build"] += 1
                continue
            began = processor()
            try:
                found, proc, code, steps, places = sweep(a, root, said)
            except subprocess.TimeoutExpired:
                total[kind, "timeout"] += 1
                print("%s:%d %s timeout" % (a.source, at + 1, kind))
                continue
            fresh = {k: g for k, g in found.items()
                     if kind_of(lines, k) not in known and
                     k[3] not in ids | said}
            function = function_of(lines, at)
            state = (placed(lines, kind, at, function, fresh, steps)
                     if fresh else "crash" if code is not None and
                     code >= 128 else "tests" if code != plain else "missed")
            total[kind, state] += 1
            alone = {k for k in places if k[3] not in said}
            print("%s:%d %s in %s: %s  %s   (check alone: %s; %.0f s)" % (
                a.source, at + 1, kind, function, state, lines[at].strip(),
                placed(lines, kind, at, function, alone, steps)
                if alone else "nothing", processor() - began))
            for key in sorted(fresh):
                print("     ", *key, fresh[key])
            sys.stdout.flush()
        print(sum(total.values()), "mutants of", len(all_), "that run")
        for key in sorted(total):
            print("  %-8s %-10s %d" % (*key, total[key]))


if __name__ == "__main__":
    main()

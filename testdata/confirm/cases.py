#!/usr/bin/env python3
"""Cases at run time: what the analyser says of them has to happen.

A case of testdata/<rule>/ with comments of the form

    // RUN expression          Python, with the functions of the case in scope
    // RUN-UNSEEN reason       why a run does not show what is found
    // RUN-SEEN reason         why a run shows what is rightly not found

is built as an extension, analysed, and run under `refaudit confirm` and
`refaudit sweep`.  Every finding has to be reproduced, and nothing may be
found where the analysis finds nothing, unless the case says why not.

Usage: cases.py REFAUDIT [-k SUBSTRING] [-v]
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
SKIPPED = 77
FUNCTION = re.compile(r"^(?:static )?(PyObject \*|int|long|Py_ssize_t)\n"
                      r"(\w+)\(([^()]*)\)\n\{", re.M)
RUN = re.compile(r"// RUN (.*)")
PARAMETER = re.compile(r"^(PyObject \*|const char \*|Py_ssize_t |size_t |int |"
                       r"long |"
                       r"double )(\w+)$")
UNITS = {"PyObject *": "O", "const char *": "s", "Py_ssize_t ": "n", "size_t ": "n",
         "int ": "i", "long ": "l", "double ": "d"}
SELF = ("self", "module", "_self", "m", "unused")

WRAPPER = """\
#include "{case}"

{callers}
static PyMethodDef run_methods[] = {{
{methods}    {{NULL, NULL, 0, NULL}},
}};

static struct PyModuleDef run_module = {{
    PyModuleDef_HEAD_INIT, "{name}", NULL, -1, run_methods, NULL, NULL, NULL,
    NULL}};

PyMODINIT_FUNC
PyInit_{name}(void)
{{
    return PyModule_Create(&run_module);
}}
"""
CALLER = """\
static PyObject *
run_{function}(PyObject *self, PyObject *args)
{{
{variables}    if (!PyArg_ParseTuple(args, "{units}"{addresses}))
        return NULL;
{call}}}
"""
OBJECT = "    return {function}({values});\n"
NUMBER = """\
    long r = (long){function}({values});
    if (r == -1 && PyErr_Occurred())
        return NULL;
    return PyLong_FromLong(r);
"""


def functions(text):
    """Name, result and parameters of what a run can call."""
    for m in FUNCTION.finditer(text):
        parts = [PARAMETER.match(p.strip()) for p in m[3].split(",")]
        if all(parts) and len(parts) <= 6:
            yield m[2], m[1], [(p[1], p[2]) for p in parts]


def method(name, result, parameters):
    """Entry of the table, and the function that it needs: those that are
    methods already are taken as they are."""
    types = [t for t, _ in parameters]
    if result == "PyObject *" and types == ["PyObject *"] * 2 and \
            parameters[0][1] in SELF:
        flags = "METH_VARARGS" if parameters[1][1] == "args" else "METH_O"
        return '    {"%s", %s, %s, NULL},\n' % (name, name, flags), ""
    values = ["a%d" % i for i in range(len(types))]
    call = OBJECT if result == "PyObject *" else NUMBER
    caller = CALLER.format(
        function=name, units="".join(UNITS[t] for t in types),
        variables="".join("    %s%s;\n" % p for p in zip(types, values)),
        addresses="".join(", &" + v for v in values),
        call=call.format(function=name, values=", ".join(values)))
    return '    {"%s", run_%s, METH_VARARGS, NULL},\n' % (name, name), caller


def wrapper(path, name, text):
    made = [method(*f) for f in functions(text)]
    return WRAPPER.format(case=path, name=name,
                          methods="".join(m for m, _ in made),
                          callers="".join(c for _, c in made))


class Case:
    def __init__(self, path, number):
        self.path = path
        self.short = str(path.relative_to(ROOT))
        self.text = path.read_text()
        self.runs = RUN.findall(self.text)
        unseen = re.search(r"// RUN-UNSEEN (.+)", self.text)
        seen = re.search(r"// RUN-SEEN (.+)", self.text)
        self.unseen, self.seen = bool(unseen), bool(seen)
        init = re.search(r"^PyInit_(\w+)\(", self.text, re.M)
        self.name = init[1] if init else "case_%d" % number
        self.own = bool(init)
        self.dir = None
        self.number = number
        self.problems = []

    def build(self, top, number):
        self.dir = os.path.join(top, "m%d" % number)
        os.mkdir(self.dir)
        source = str(self.path)
        if not self.own:
            source = os.path.join(self.dir, "wrapper.c")
            with open(source, "w") as f:
                f.write(wrapper(self.path, self.name, self.text))
        flags = re.findall(r"// FLAGS (.*)", self.text)
        p = subprocess.run(
            ["cc", "-g", "-O1", "-shared", "-fPIC", "-w",
             "-I" + sysconfig.get_paths()["include"],
             *" ".join(flags).split(), source, "-o",
             os.path.join(self.dir, self.name + ".so")],
            capture_output=True, text=True)
        return p.stderr if p.returncode else ""

    def script(self):
        lines = ["def case_%d():" % self.number,
                 "    sys.path.insert(0, %r)" % self.dir,
                 "    import %s as m" % self.name,
                 "    scope = dict(vars(m), __builtins__=__builtins__)"]
        lines += ["    call(%r, scope)" % e for e in self.runs]
        return "\n".join(lines) + "\n\n"


GROUP = 12  # cases in one process
DEADLY = re.compile("excess|stolen|after|double|mismatch")  # but not these

SCRIPT = """\
import os
import subprocess
import sys

def call(expression, scope):
    try:
        exec(expression, dict(scope))
    except Exception as error:
        if "-v" in sys.argv:
            print(expression, repr(error))

def run(numbers):
    p = subprocess.run([sys.executable, __file__,
                        ",".join(map(str, numbers))])
    if p.returncode and len(numbers) > 1:
        for number in numbers:  # one of them took the others with it
            run([number])
    elif p.returncode:
        print("ended with", p.returncode, numbers)

"""


def refaudit(a, top, *args):
    return subprocess.run([a.refaudit, *args], cwd=ROOT, capture_output=True,
                          text=True, timeout=3000, stdin=subprocess.DEVNULL)


def find_cases(a):
    found = []
    for path in sorted(ROOT.glob("*/*.c")):
        if (a.k is None or a.k in str(path)) and RUN.search(path.read_text()):
            found.append(Case(path, len(found)))
    return found


def groups(cases):
    """Those that damage memory run alone."""
    alone = [[c.number] for c in cases if DEADLY.search(c.short)]
    rest = [c.number for c in cases if not DEADLY.search(c.short)]
    return alone + [rest[i:i + GROUP] for i in range(0, len(rest), GROUP)]


def judge(cases, db, swept):
    con = sqlite3.connect(db)
    run = con.execute("SELECT max(id) FROM run WHERE compile_db NOT GLOB "
                      "'sweep:*'").fetchone()[0]
    for c in cases:
        rows = con.execute(
            "SELECT rule, line, evidence FROM v_finding f WHERE run_id = ? "
            "AND '/' || file GLOB '*/' || ? AND NOT EXISTS(SELECT 1 FROM confirmation c WHERE "
            "c.issue_id = f.issue_id AND c.detail GLOB 'no experiment*') "
            "ORDER BY line", (run, c.short)).fetchall()
        bad = [r for r in rows if r[2] != "reproduced"]
        if not c.unseen:
            c.problems += ["%s at line %d is %s" % r for r in bad]
        elif not bad:
            c.problems.append("RUN-UNSEEN, but all was reproduced")
        new = [s for s in swept if ("/" + s[0]).endswith("/" + c.short)]
        # A process that dies of what was found and reproduced shows no more.
        if rows and not bad:
            new = [s for s in new if s[1] != "RUN001"
                   and "something is used" not in s[3]]
        if not rows and "// WARN" in c.text and not c.unseen:
            c.problems.append("nothing was found to be tried")
        if not c.seen:
            c.problems += ["a run shows %s at line %s: %s" % s[1:]
                           for s in new]
        elif not new:
            c.problems.append("RUN-SEEN, but a run shows nothing more")
        c.n = len(rows)
    con.close()


def new_findings(text):
    for line in text.splitlines():
        m = re.match(r"^\w{8}  (\w{6})  (.*?):(\d+): (.*)$", line)
        if m and "reported before" not in m[4]:
            yield m[2], m[1], m[3], m[4]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("refaudit", type=os.path.abspath)
    p.add_argument("-k")
    p.add_argument("-v", action="store_true")
    a = p.parse_args()
    include = sysconfig.get_paths()["include"]
    if not os.path.exists(os.path.join(include, "Python.h")):
        print("no Python.h for", sys.executable)
        return SKIPPED
    cases = find_cases(a)
    with tempfile.TemporaryDirectory(prefix="refaudit-run-") as top:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for c, problem in zip(cases, pool.map(
                    lambda ic: ic[1].build(top, ic[0]), enumerate(cases))):
                if problem:
                    c.problems.append("does not build: " + problem)
        built = [c for c in cases if not c.problems]
        script = os.path.join(top, "run.py")
        with open(script, "w") as f:
            f.write(SCRIPT + "".join(c.script() for c in built))
            f.write("for i in sys.argv[1].split(',') if sys.argv[1:] else []:"
                    "\n    globals()['case_' + i]()\n"
                    "if not sys.argv[1:]:\n"
                    "    for group in %r:\n        run(group)\n"
                    % groups(built))
        db = os.path.join(top, "cases.db")
        refaudit(a, top, "check", "--db", db, "--triggers", "all",
                 "--no-cache", "--python", sys.executable, "-q", "-q",
                 *[str(c.path) for c in built])
        run = ["--db", db, "--tree", top, "--", sys.executable, script]
        first = refaudit(a, top, "confirm", *run)
        second = refaudit(a, top, "sweep", *run)
        if a.v:
            print(first.stdout, first.stderr, second.stdout, second.stderr)
        judge(built, db, list(new_findings(second.stdout)))
    for c in cases:
        for problem in c.problems:
            print("%s: %s" % (c.short, problem))
    n = sum(getattr(c, "n", 0) for c in cases)
    bad = sum(1 for c in cases if c.problems)
    print("%d cases, %d findings, %d cases disagree" % (len(cases), n, bad))
    return 1 if bad or not cases else 0


if __name__ == "__main__":
    sys.exit(main())

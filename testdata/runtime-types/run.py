#!/usr/bin/env python3
"""Type cases at run time: does what the analyser says of them happen?

Each row of cases.tsv names a case, one of its types (or -), what to measure,
Python code that uses an instance `x` and a sentinel `s`, and what is expected:

  cycle  s refers back to x; both are dropped:     kept | freed
  self   x is part of a cycle without s:           kept | freed
  count  references to s once x is dropped:        +1, 0, -1...
  type   references to the type after 8 instances: +8, 0...
  change references to s by a collection:          +1, 0, -1...
  tracked  x when its field s is released:         yes | no
  malloc 8 instances under PYTHONMALLOC=debug:     survives
  deep   many instances y, x, y... hold the next:  survives
  untracked  x, revived by s.keep(), is outside of
         the collector:                            yes | no
  final  the finalizer calls s.asked:              yes | no
  revived  s.keep, called by the finalizer, hands the instance out, which is
         used after:                               survives
  collect  c.function(s, ...) of the case, where s lets the collector run
         whenever it is asked something, and new memory is no NULL:  survives
  module  the case is a module itself, m, of that name (not a type's), or
         c, and the code makes of it:              survives

Instead of any of these: crash.  refused(f) calls f and expects a TypeError.

The case is built as an extension of this interpreter and runs in a process
of its own, with nothing but `gc` and sys.getrefcount() to look at it.

Usage: run.py [-k SUBSTRING]
"""
import argparse
import concurrent.futures
import ctypes
import gc
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import sysconfig
import tempfile
import weakref

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
MALLOC_DEBUG = "malloc", "collect", "revived"

MODULE = """
#include "{case}"

static struct PyModuleDef case_module = {{
    PyModuleDef_HEAD_INIT, "case", NULL, -1, NULL, NULL, NULL, NULL, NULL}};

PyMODINIT_FUNC
PyInit_case(void)
{{
    PyObject *m = PyModule_Create(&case_module);
{make}
    return m;
}}
"""
FROM_SPEC = """
    PyObject *type = {name}({arg});
    if (m == NULL || type == NULL ||
        PyModule_AddObject(m, "made", type) < 0)
        return NULL;"""
FROM_READY = """
    if (m == NULL || {name}({arg}) < 0)
        return NULL;"""


class Sentinel:
    back = None
    kept = None

    def keep(self, it):
        self.kept = it


def subclasses(of):
    for one in type.__subclasses__(of):
        yield one
        yield from subclasses(one)


# ---- in the process of the case ----------------------------------------------


def load(path):
    """The types that the module made, by their last name."""
    before = set(subclasses(object))
    spec = importlib.util.spec_from_file_location("case", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = {t.__name__: t for t in subclasses(object) if t not in before}
    return {n: t for n, t in made.items()
            if t.__module__ not in ("importlib.util", "importlib._bootstrap")}


def refused(call):
    try:
        call()
    except TypeError:
        pass


def use(kind, made, code):
    x, s = made.__new__(made), Sentinel()
    if kind == "cycle":
        s.back = x
    exec(code, {"x": x, "s": s, "refused": refused})
    return s


class Dying:
    """Asks whether the collector tracks the object whose field it was."""

    def __init__(self, address, seen):
        self.address, self.seen = address, seen

    def __del__(self):
        ask = ctypes.pythonapi.PyObject_GC_IsTracked
        ask.argtypes = [ctypes.c_void_p]
        self.seen.append("yes" if ask(self.address) else "no")


def tracked(made, code):
    seen = []
    x = made.__new__(made)
    exec(code, {"x": x, "s": Dying(id(x), seen), "refused": refused})
    del x
    return seen[0]


def change(made, code):
    x, s = made.__new__(made), Sentinel()
    exec(code, {"x": x, "s": s, "refused": refused})
    before = sys.getrefcount(s)
    gc.collect()
    return f"{sys.getrefcount(s) - before:+d}"


class Reviver:
    """Knows where the instance is, as gc.get_objects() would."""

    def __init__(self, address):
        self.address, self.kept, self.seen = address, None, "no"

    def asked(self, *_):
        self.seen = "yes"

    def keep(self, *_):
        self.kept = ctypes.cast(self.address, ctypes.py_object).value


def finalized(kind, made, code):
    x = made.__new__(made)
    s = Reviver(id(x))
    exec(code, {"x": x, "s": s})
    del x
    if kind == "final":
        return s.seen
    hash(type(s.kept).__name__)
    return "survives"


class Collecting:
    def __iter__(self):
        gc.collect()
        return iter(())

    def __bool__(self):
        gc.collect()
        return True


class Functions:
    """Those of the case, of objects."""

    def __init__(self, path):
        self.library = ctypes.PyDLL(path)

    def __getattr__(self, name):
        function = self.library[name]
        function.restype = ctypes.py_object
        return lambda *args: function(*map(ctypes.py_object, args))


def module(path, name, code):
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    exec(code, {"m": made, "c": Functions(path)})
    return "survives"


def measure(kind, made, code):
    gc.collect()
    if kind in ("final", "revived"):
        return finalized(kind, made, code)
    if kind == "tracked":
        return tracked(made, code)
    if kind == "change":
        return change(made, code)
    if kind == "malloc":
        for _ in range(8):
            use(kind, made, code)
        return "survives"
    if kind == "cycle":
        alive = weakref.ref(use(kind, made, code))
        gc.collect()
        return "kept" if alive() is not None else "freed"
    if kind == "self":
        name = made.__name__
        use(kind, made, code)
        gc.collect()
        kept = [o for o in gc.get_objects() if type(o).__name__ == name]
        return "kept" if kept else "freed"
    if kind == "type":
        before = sys.getrefcount(made)
        for _ in range(8):
            use(kind, made, code)
        gc.collect()
        return f"{sys.getrefcount(made) - before:+d}"
    if kind == "deep":
        y = None
        for _ in range(300000):
            x = made.__new__(made)
            exec(code, {"x": x, "y": y})
            y = x
        del x, y
        return "survives"
    s = use(kind, made, code)
    if kind == "untracked":
        return "no" if gc.is_tracked(s.kept) else "yes"
    gc.collect()
    return f"{sys.getrefcount(s) - 2:+d}"


def child(path, name, kind, code):
    if kind == "module":
        print(module(path, name, code), flush=True)
        os._exit(0)
    made = load(path)
    if kind == "collect":
        exec(code, {"c": Functions(path), "s": Collecting()})
        print("survives", flush=True)
        os._exit(0)
    one = list(made.values())[-1] if name == "-" else made[name]
    print(measure(kind, one, code), flush=True)
    os._exit(0)


# ---- in the parent ------------------------------------------------------------


def build(case, out):
    text = case.read_text(encoding="utf-8")
    spec = re.search(r"^(\w*_?type)\((?:(void)|int \w+)\)$", text, re.M)
    ready = re.search(r"^(\w*_?ready)\((void)\)$", text, re.M)
    found = spec or ready
    if found:
        name, arg = found.group(1), "" if found.group(2) else "0"
    else:
        types = re.findall(r"^(?:static )?PyTypeObject (\w+) = {", text, re.M)
        name, arg = "PyType_Ready", "&" + types[-1]
    make = (FROM_SPEC if spec else FROM_READY).format(name=name, arg=arg)
    source = out / "module.c"
    source.write_text(MODULE.format(case=case, make=make), encoding="utf-8")
    library = out / "case.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O0", "-w",
                    "-I" + sysconfig.get_path("include"), str(source), "-o",
                    str(library)], check=True)
    return library


def run(row):
    case, name, kind, code, expected = row
    with tempfile.TemporaryDirectory() as scratch:
        library = build(HERE.parent / case, pathlib.Path(scratch))
        done = subprocess.run(
            [sys.executable, __file__, "--child", library, name, kind, code],
            capture_output=True, text=True, timeout=60, check=False,
            env=os.environ | ({"PYTHONMALLOC": "debug"}
                              if kind in MALLOC_DEBUG else {}))
    if done.returncode < 0:
        return expected == "crash", f"{case}: {kind}: crash"
    lines = done.stdout.split() or [f"exit {done.returncode}: {done.stderr}"]
    seen = lines[-1]
    good = seen == ("+0" if expected == "0" else expected)
    return good, f"{case}: {kind}: {seen}" + \
        ("" if good else f", expected {expected}")


def rows(wanted):
    lines = (HERE / "cases.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        if wanted in line:
            yield line.split("\t")


def main():
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("-k", default="", help="only rows with this text")
    options = parser.parse_args()
    if not os.path.exists(sysconfig.get_path("include") + "/Python.h"):
        print("no headers for this interpreter")
        return SKIPPED
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, rows(options.k)))
    for good, text in results:
        if not good:
            print(text)
    bad = sum(not good for good, _ in results)
    print(f"{len(results) - bad} as expected, {bad} not")
    return 1 if bad or not results else 0


if __name__ == "__main__":
    sys.exit(main())

"""refaudit cc: recording what a build compiles.

Usage: test_cc.py REFAUDIT [unittest arguments]
"""
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import unittest

REFAUDIT = os.path.abspath(sys.argv.pop(1))

MAKEFILE = """\
all: sub/both.so
a.o: a.c
\t$(CC) -DNAME=1 -c -o $@ $<
sub/both.so: a.o sub/b.o
\t$(CC) -shared -o $@ $^
sub/b.o: sub/b.c
\tcd sub && $(CC) -I .. -MMD -MF b.d -c b.c
"""


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="refaudit-cc-")
        self.addCleanup(shutil.rmtree, self.dir)
        self.db = os.path.join(self.dir, "db.json")
        os.mkdir(os.path.join(self.dir, "sub"))
        self.write("a.c", "int a(void) { return NAME; }\n")
        self.write("sub/b.c", "int b(void) { return 2; }\n")
        self.write("Makefile", MAKEFILE)

    def write(self, name, text):
        with open(os.path.join(self.dir, name), "w") as f:
            f.write(text)

    def read(self, name):
        with open(os.path.join(self.dir, name), "rb") as f:
            return f.read()

    def cc(self, *args, ok=True, **extra):
        env = dict(os.environ, REFAUDIT_COMPILE_DB=self.db, **extra)
        p = subprocess.run([REFAUDIT, "cc", *args], cwd=self.dir, env=env,
                           capture_output=True, text=True, timeout=60)
        if ok:
            self.assertEqual(p.returncode, 0, p.stderr)
        return p

    def entries(self):
        with open(self.db) as f:
            return {os.path.relpath(e["file"], os.path.realpath(self.dir)): e
                    for e in json.load(f)}


class Record(Case):
    def test_nothing_is_compiled(self):
        self.write("a.c", "this is no C\n")
        self.cc("--record", "-c", "a.c", "-O2")
        e = self.entries()["a.c"]
        self.assertEqual(e["arguments"], ["cc", "-c", "a.c", "-O2"])
        self.assertEqual(e["directory"], os.path.realpath(self.dir))
        self.assertIn(b"not compiled", self.read("a.o"))

    def test_a_link_of_what_was_not_compiled_is_none(self):
        self.cc("--record", "-c", "a.c", "-o", "a.o")
        self.cc("--record", "-shared", "a.o", "-o", "a.so")
        self.assertIn(b"not compiled", self.read("a.so"))
        self.write("all.rsp", "a.o\n-lm\n")
        self.cc("--record", "-shared", "@all.rsp", "-o", "b.so")
        self.assertIn(b"not compiled", self.read("b.so"))

    def test_compile_as_well(self):
        self.cc("--record", "--compile", "-DNAME=3", "-c", "a.c")
        self.assertEqual(self.read("a.o")[:4], b"\x7fELF")
        self.assertIn("a.c", self.entries())

    def test_without_record_it_is_the_compiler(self):
        self.cc("--", "-DNAME=3", "-c", "a.c")
        self.assertEqual(self.read("a.o")[:4], b"\x7fELF")
        self.assertFalse(os.path.exists(self.db))
        self.write("a.c", "error\n")
        self.assertNotEqual(self.cc("-c", "a.c", ok=False).returncode, 0)

    def test_questions_reach_the_compiler(self):
        self.assertIn("gcc", self.cc("--record", "-v").stderr)
        self.assertIn("NAME 7", self.cc("--record", "-E", "-dM", "-DNAME=7",
                                        "a.c").stdout)
        self.assertFalse(os.path.exists(self.db))

    def test_probes_are_compiled_and_not_recorded(self):
        self.write("conftest.c", "int main(void) { return no_such; }\n")
        p = self.cc("--record", "-c", "conftest.c", ok=False)
        self.assertNotEqual(p.returncode, 0)
        with tempfile.NamedTemporaryFile("w", suffix=".c") as f:
            f.write("int main(void) { return no_such; }\n")
            f.flush()
            p = self.cc("--record", "-c", f.name, ok=False)
            self.assertNotEqual(p.returncode, 0)
        self.assertFalse(os.path.exists(self.db))

    def test_programs_that_the_build_makes_run(self):
        self.write("gen.c", "int main(void) { return 42; }\n")
        self.cc("--record", "gen.c", "-o", "gen")
        p = subprocess.run([os.path.join(self.dir, "gen")])
        self.assertEqual(p.returncode, 42)
        self.assertIn("gen.c", self.entries())

    def test_a_compiler_in_front_is_the_one(self):
        self.cc("--record", "--", "gcc", "-c", "a.c")
        self.assertEqual(self.entries()["a.c"]["arguments"][0], "gcc")
        self.cc("--record", "-c", "sub/b.c", REFAUDIT_CC="my-gcc")
        self.assertEqual(self.entries()["sub/b.c"]["arguments"][0], "my-gcc")

    def test_twice_is_once(self):
        self.cc("--record", "-c", "a.c", "-DA")
        self.cc("--record", "-c", "a.c", "-DB")
        with open(self.db) as f:
            self.assertEqual(len(json.load(f)), 1)
        self.assertIn("-DB", self.entries()["a.c"]["arguments"])

    def test_a_file_that_is_not_ours_is_left_alone(self):
        self.write("db.json", "{}")
        p = self.cc("--record", "-c", "a.c", ok=False)
        self.assertEqual(p.returncode, 4)
        self.assertEqual(self.read("db.json"), b"{}")

    def test_many_at_once(self):
        env = dict(os.environ, REFAUDIT_COMPILE_DB=self.db)
        for i in range(24):
            self.write("f%d.c" % i, "int x;\n")
        p = [subprocess.Popen([REFAUDIT, "cc", "--record", "-c", "f%d.c" % i],
                              cwd=self.dir, env=env) for i in range(24)]
        self.assertEqual([q.wait() for q in p], [0] * 24)
        self.assertEqual(len(self.entries()), 24)


class Engines(Case):
    @unittest.skipUnless(shutil.which("make"), "no make")
    def test_make(self):
        for more in ([], ["--compile"]):
            env = dict(os.environ, REFAUDIT_COMPILE_DB=self.db)
            cc = " ".join([REFAUDIT, "cc", "--record", *more])
            subprocess.run(["make", "-s", "-B", "-C", self.dir, "CC=" + cc],
                           env=env, check=True, timeout=60)
            found = self.entries()
            self.assertEqual(sorted(found), ["a.c", "sub/b.c"])
            self.assertEqual(os.path.basename(found["sub/b.c"]["directory"]),
                             "sub")
        self.assertEqual(self.read("sub/both.so")[:4], b"\x7fELF")

    @unittest.skipUnless(os.path.exists("/usr/bin/cmake"), "no cmake")
    def test_cmake(self):
        self.write("CMakeLists.txt",
                   "cmake_minimum_required(VERSION 3.20)\nproject(p C)\n"
                   "add_library(p SHARED a.c sub/b.c)\n"
                   "target_compile_definitions(p PRIVATE NAME=1)\n")
        env = dict(os.environ, REFAUDIT_COMPILE_DB=self.db,
                   CC=REFAUDIT + " cc --record")
        build = os.path.join(self.dir, "build")
        for command in (["-S", self.dir, "-B", build], ["--build", build]):
            p = subprocess.run(["/usr/bin/cmake", *command], env=env,
                               capture_output=True, text=True, timeout=100)
            self.assertEqual(p.returncode, 0, p.stdout + p.stderr)
        self.assertEqual(sorted(self.entries()), ["a.c", "sub/b.c"])


@unittest.skipIf(shutil.which("nm") is None, "no nm")
class Instrument(Case):
    INCLUDE = "-I" + sysconfig.get_paths()["include"]
    CODE = """\
#include <Python.h>
PyObject *
keep(PyObject *o, PyObject **to)
{
    Py_INCREF(o);
    Py_XSETREF(*to, o);
    Py_RETURN_NONE;
}
"""

    def calls(self, code, name="m.c", ok=True):
        self.write(name, code)
        cxx = ["--cxx"] if name.endswith("cc") else []
        p = self.cc("--instrument", *cxx, "-c", self.INCLUDE, "-fPIC", name,
                    "-o", "m.o", ok=ok)
        if not ok:
            return p, set()
        out = subprocess.run(["nm", os.path.join(self.dir, "m.o")],
                             capture_output=True, text=True, check=True)
        return p, {w for w in ("Py_IncRef", "Py_DecRef")
                   if re.search("U %s$" % w, out.stdout, re.M)}

    def test_references_are_calls(self):
        for name in ("m.c", "m.cc"):
            p, calls = self.calls(self.CODE, name)
            self.assertEqual(calls, {"Py_IncRef", "Py_DecRef"}, p.stderr)
            self.assertEqual(p.stderr, "")

    def test_helpers_keep_their_frames(self):
        self.write("m.c", """\
#include <Python.h>
static int
helper(PyObject *o)
{
    return PyObject_IsTrue(o) + 1;
}
int
caller(PyObject *o)
{
    return helper(o) * 2;
}
""")
        self.cc("--instrument", "-O2", "-c", self.INCLUDE, "m.c", "-o", "m.o")
        out = subprocess.run(["nm", os.path.join(self.dir, "m.o")],
                             capture_output=True, text=True, check=True)
        self.assertRegex(out.stdout, r" t helper\b")

    def test_a_compiler_without_these_options(self):
        self.write("picky", """\
#!/bin/sh
case "$*" in *-fno-*) echo "unknown option" >&2; exit 1;; esac
exec cc "$@"
""")
        os.chmod(os.path.join(self.dir, "picky"), 0o755)
        self.write("m.c", self.CODE)
        p = self.cc("--instrument", "--", os.path.join(self.dir, "picky"),
                    "-c", self.INCLUDE, "m.c", "-o", "m.o")
        self.assertEqual(p.stderr, "")

    def test_what_breaks_is_left_out(self):
        p, calls = self.calls(self.CODE + """\
void drop(PyObject *o, int Py_DecRef) { Py_DECREF(o); }
""")
        self.assertEqual(calls, {"Py_IncRef"}, p.stderr)
        self.assertIn("some references are not counted", p.stderr)

    def test_at_last_as_it_is(self):
        p, calls = self.calls(self.CODE + """\
#ifdef REFAUDIT_PYTHON_H
#error "never seen before"
#endif
""")
        self.assertEqual(calls, set())
        self.assertIn("compiled as it is", p.stderr)
        self.assertNotIn("never seen before", p.stderr)

    def test_errors_of_the_code_are_shown_once(self):
        p, calls = self.calls("#include <Python.h>\nint x = ;\n", ok=False)
        self.assertNotEqual(p.returncode, 0)
        self.assertEqual(p.stderr.count("error:"), 1, p.stderr)


if __name__ == "__main__":
    unittest.main()

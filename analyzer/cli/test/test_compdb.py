"""refaudit compdb and check --build: flags from the project's own build.

Usage: test_compdb.py REFAUDIT [unittest arguments]
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

REFAUDIT = os.path.abspath(sys.argv.pop(1))
PYTHON = "/usr/bin/python3"
NEEDS_FLAG = """\
#ifndef FROM_THE_BUILD
#error "no flag"
#endif
#include <Python.h>
#include "made.h"
PyObject *f(void) { return PyLong_FromLong(MADE); }
"""


def runs(*argv):
    try:
        return subprocess.run(argv, capture_output=True).returncode == 0
    except OSError:
        return False


def tool(name):
    return runs(name, "--version") or runs("/usr/bin/" + name, "--version")


class Compdb(unittest.TestCase):
    def setUp(self):
        self.dir = os.path.realpath(tempfile.mkdtemp(prefix="compdb-test."))
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.src = os.path.join(self.dir, "spam")
        self.put("spam.c", NEEDS_FLAG)

    def put(self, name, text, mode=0o644):
        path = os.path.join(self.src, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)
        os.chmod(path, mode)

    def files(self):
        return sorted(os.path.relpath(os.path.join(at, name), self.src)
                      for at, _, names in os.walk(self.src)
                      for name in names)

    def run_it(self, *args, code=None, **more):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith("REFAUDIT_") and
               k not in ("CC", "CXX", "VIRTUAL_ENV")}
        p = subprocess.run([REFAUDIT, *args], cwd=self.src, text=True,
                           capture_output=True, timeout=300,
                           env={**env, **more, "XDG_CACHE_HOME":
                                os.path.join(self.dir, "cache")})
        if code is not None:
            self.assertEqual(p.returncode, code, p.stdout + p.stderr)
        return p

    def compdb(self, *args, code=0, **more):
        p = self.run_it("compdb", "--python", PYTHON, "-o", "-", *args,
                        code=code, **more)
        return (json.loads(p.stdout) if code == 0 else None), p.stderr

    def assertAnalysed(self, said):
        """The build is asked, its headers are found, the tree is left."""
        before = self.files()
        self.assertEqual(self.run_it("check", "--python", PYTHON, "--no-db",
                                     ).returncode, 3)
        p = self.run_it("check", "--python", PYTHON, "--no-db", "--build",
                        code=0)
        self.assertIn(said, p.stderr)
        self.assertEqual(self.files(), before)

    def test_setuptools(self):
        self.put("setup.py", """\
import os
from setuptools import Extension, setup
os.makedirs("inc", exist_ok=True)
with open("inc/made.h", "w") as f:
    f.write("#define MADE 1\\n")
setup(name="spam", ext_modules=[Extension("spam", ["spam.c"],
      include_dirs=["inc"], define_macros=[("FROM_THE_BUILD", "1")])])
""")
        self.assertAnalysed("build: setuptools (setup.py)")
        db, _ = self.compdb()
        self.assertEqual([e["file"] for e in db],
                         [os.path.join(self.src, "spam.c")])
        self.assertIn("-DFROM_THE_BUILD=1", db[0]["arguments"])

    def test_setuptools_without_setup_py(self):
        self.put("made.h", "#define MADE 1\n")
        self.put("setup.cfg", "[metadata]\nname = spam\n")
        self.put("pyproject.toml", """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
""")
        _, said = self.compdb(code=3)
        self.assertIn("setuptools", said)

    def test_cmake(self):
        if not tool("cmake"):
            self.skipTest("no cmake")
        self.put("CMakeLists.txt", """\
cmake_minimum_required(VERSION 3.18)
project(spam C)
find_package(Python COMPONENTS Interpreter Development.Module REQUIRED)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/made.h
  COMMAND ${Python_EXECUTABLE} -c
    "open('${CMAKE_BINARY_DIR}/made.h','w').write('#define MADE 1')" VERBATIM)
Python_add_library(spam MODULE spam.c ${CMAKE_BINARY_DIR}/made.h)
target_include_directories(spam PRIVATE ${CMAKE_BINARY_DIR})
target_compile_definitions(spam PRIVATE FROM_THE_BUILD)
""")
        self.put("pyproject.toml", """\
[build-system]
requires = ["scikit-build-core"]
build-backend = "scikit_build_core.build"
""")
        self.assertAnalysed("build: cmake (CMakeLists.txt)")

    def test_meson(self):
        if not tool("meson"):
            self.skipTest("no meson")
        self.put("meson.build", """\
project('spam', 'c')
py = import('python').find_installation()
made = custom_target(output: 'made.h', capture: true,
  command: [py, '-c', 'print("#define MADE 1")'])
py.extension_module('spam', 'spam.c', made, c_args: '-DFROM_THE_BUILD')
""")
        self.assertAnalysed("build: meson (meson.build)")

    def test_make(self):
        if not tool("make"):
            self.skipTest("no make")
        self.put("Makefile", """\
spam.o: spam.c made.h
\t$(CC) -c -DFROM_THE_BUILD $(shell %s-config --includes) spam.c
made.h:
\techo '#define MADE 1' > made.h
""" % PYTHON)
        self.assertAnalysed("build: make (Makefile)")
        db, said = self.compdb("--build=make spam.o")
        self.assertEqual(len(db), 1)
        self.assertIn("build: command (make spam.o)", said)

    def test_the_backend_decides(self):
        self.put("meson.build", "project('other')\nerror('not this one')\n")
        self.put("made.h", "#define MADE 1\n")
        self.put("setup.py", """\
from setuptools import Extension, setup
setup(name="spam", ext_modules=[Extension("spam", ["spam.c"],
      define_macros=[("FROM_THE_BUILD", "1")])])
""")
        self.put("pyproject.toml", "[build-system]\n"
                 "build-backend = \"setuptools.build_meta\"\n")
        _, said = self.compdb()
        self.assertIn("build: setuptools (setup.py)", said)
        self.assertNotIn("meson", said)

    def test_nothing_runs_unasked(self):
        self.put("setup.py", "open('ran', 'w')\n")
        self.put("pyproject.toml", '[tool.refaudit]\nexclude = ["x"]\n')
        self.run_it("check", "--python", PYTHON, "--no-db")
        self.run_it("doctor", "--python", PYTHON)
        self.assertNotIn("ran", self.files())
        self.put("pyproject.toml", '[tool.refaudit]\nbuild = "auto"\n')
        p = self.run_it("check", "--python", PYTHON, "--no-db", code=2)
        self.assertIn("no setting 'build'", p.stderr)

    def test_headers_of_another_python(self):
        """Their version counts, and what is inline in them is not the
        project's; so it is in the source of CPython itself."""
        include = os.path.join(self.src, "Include")
        shutil.copytree(subprocess.run(
            [PYTHON, "-c",
             "import sysconfig; print(sysconfig.get_path('include'))"],
            capture_output=True, text=True, check=True).stdout.strip(),
            include)
        patchlevel = os.path.join(include, "patchlevel.h")
        with open(patchlevel) as f:
            text = f.read()
        self.put("Include/patchlevel.h",
                 re.sub("(#define PY_MINOR_VERSION *).*", "\\g<1>13", text))
        self.put("Modules/spam.c", """\
#include <Python.h>
PyObject *
spam(PyObject *self, PyObject *args)
{
    const char *s;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "s#", &s, &n))
        return NULL;
    return PyLong_FromSsize_t(n);
}
""")
        p = self.run_it("check", "--no-db", "--no-cache", "--python", PYTHON,
                        "Modules", code=0)
        self.assertIn("1 function ", p.stderr)
        self.assertIn("headers of Python 3.13", p.stderr)
        self.put("flags.json", json.dumps([{
            "directory": self.src, "file": "Modules/spam.c",
            "arguments": ["cc", "-c", "-I", "Include", "Modules/spam.c"]}]))
        p = self.run_it("check", "--no-db", "--no-cache", "--python", PYTHON,
                        "-p", "flags.json", "Modules", code=0)
        self.assertIn("1 function ", p.stderr)
        self.assertIn("headers of Python 3.13", p.stderr)

    def test_what_is_missing_is_named(self):
        _, said = self.compdb(code=3)
        self.assertIn("has no meson.build, CMakeLists.txt, setup.py", said)
        self.put("setup.py", "import no_such_module\n")
        self.put("pyproject.toml", "[build-system]\n"
                 'requires = [\n "setuptools>=40",\n "no-such-module"]\n')
        _, said = self.compdb(code=3)
        self.assertIn("needs the module no_such_module", said)
        self.assertIn('-m pip install "setuptools>=40" "no-such-module"',
                      said)
        self.put("pyproject.toml", "[project]\nrequires-python = '>=3.8'\n"
                 "[build-system]\n"
                 'requires = [\n "a[b,c]>=1", # as in setup.py\n'
                 " # more\n 'd',\n]\n")
        _, said = self.compdb(code=3)
        self.assertIn("-m pip install \"a[b,c]>=1\" 'd'\n",
                      said.replace(";", "\n"))
        _, said = self.compdb("--build=printf 'a.c: ERROR: no\\n\\nlog\\n';"
                              " exit 7", code=3)
        self.assertIn("a.c: ERROR: no", said)
        _, said = self.compdb("--build=cmake", code=3)
        self.assertIn("has no CMakeLists.txt", said)
        _, said = self.compdb("--build=exit 7", code=3)
        self.assertIn("the build failed", said)
        _, said = self.compdb("no-such-directory", code=3)
        self.assertIn("no-such-directory", said)
        self.assertEqual(self.files(),
                         ["pyproject.toml", "setup.py", "spam.c"])


if __name__ == "__main__":
    unittest.main(verbosity=1)

"""Whole programs: across units, over other build engines, as summaries.

Usage: test_build.py REFAUDIT [unittest arguments]
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from export import export

REFAUDIT = os.path.abspath(sys.argv.pop(1))
NINJA = shutil.which("ninja") or shutil.which("ninja-build")

HEADER = """\
#include <Python.h>

int list_push(PyObject *list, PyObject *item);
"""

# Takes the reference that it is given, whatever happens.
HELPER = """\
#include "lists.h"

int
list_push(PyObject *list, PyObject *item)
{
    int status;

    if (item == NULL)
        return 0;
    status = PyList_Append(list, item);
    Py_DECREF(item);
    return status == 0;
}
"""

# In the shape of psutil's cpu_affinity_get(): first as it was before
# a8c3d764c, when the helper got the new number itself, ...
GOOD = """\
#include "lists.h"

PyObject *
bits_of(PyObject *self, PyObject *args)
{
    unsigned long mask;
    PyObject *found;
    int bit;

    if (!PyArg_ParseTuple(args, "k", &mask))
        return NULL;
    found = PyList_New(0);
    if (found == NULL)
        return NULL;
    for (bit = 0; mask != 0; bit++, mask >>= 1) {
        if (!(mask & 1))
            continue;
@BODY@
    }
    return found;

fail:
    Py_DECREF(found);
    return NULL;
}

static PyMethodDef methods[] = {
    {"bits_of", bits_of, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
"""
INLINE = """\
        if (!list_push(found, PyLong_FromLong(bit)))
            goto fail;"""
# ... then as that commit made it, with a variable that is released again.
NAMED = """\
        PyObject *number = PyLong_FromLong(bit);
        if (number == NULL)
            goto fail;
        if (!list_push(found, number)) {
            Py_DECREF(number);
            goto fail;
        }
        Py_DECREF(number);"""


class Base(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="build-test.")
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.src = os.path.join(self.dir, "src $x 'y")
        os.mkdir(self.src)
        self.write("lists.h", HEADER)
        self.write("lists.c", HELPER)
        self.write("bits.c", GOOD.replace("@BODY@", NAMED))

    def write(self, name, text):
        path = os.path.join(self.src, name)
        with open(path, "w") as f:
            f.write(text)
        return path

    def run_it(self, *args, code=None, cwd=None):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith("REFAUDIT_")}
        env["XDG_CACHE_HOME"] = os.path.join(self.dir, "cache")
        p = subprocess.run(args, cwd=cwd or self.src, text=True, env=env,
                           capture_output=True, timeout=300)
        if code is not None:
            self.assertEqual(p.returncode, code, (p.stdout, p.stderr))
        return p

    def db(self, name):
        return os.path.join(self.dir, name)

    def check(self, db, *args, code=1):
        return self.run_it(REFAUDIT, "check", "--db", self.db(db), "--format",
                           "json", *args, ".", code=code)


class AcrossUnits(Base):
    def test_helper_in_another_unit_takes(self):
        found = json.loads(self.check("a.db", "--triggers",
                                      "all").stdout)["findings"]
        self.assertEqual({f["file"] for f in found}, {"bits.c"})
        self.assertEqual({f["rule"] for f in found} -
                         {"REF002", "REF003", "REF004"}, set())
        lines = NAMED.splitlines()
        first = GOOD.splitlines().index("@BODY@") + 1
        wanted = {first + i for i, line in enumerate(lines)
                  if "DECREF" in line}
        self.assertEqual({p["line"] for f in found
                          for p in [f, *f["also"]]}, wanted)

    def test_before_the_regression(self):
        self.write("bits.c", GOOD.replace("@BODY@", INLINE))
        self.check("a.db", code=0)

    def test_helper_alone_is_not_blamed(self):
        os.unlink(os.path.join(self.src, "bits.c"))
        self.check("a.db", code=0)

    def test_helper_not_seen(self):
        """Without the helper's body nothing is said of what it does."""
        os.unlink(os.path.join(self.src, "lists.c"))
        self.check("a.db", code=0)


TYPE_HEADER = """\
#include <Python.h>
typedef struct { PyObject_HEAD int n; } Reply;
PyTypeObject Reply_Type;
PyObject *reply_new(void);
"""
TYPE = """\
#include "reply.h"
PyObject *
reply_new(void)
{
    Reply *r = PyObject_New(Reply, &Reply_Type);
    if (r != NULL)
        r->n = 0;
    return (PyObject *)r;
}
PyTypeObject Reply_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "web.Reply",
    .tp_basicsize = sizeof(Reply),
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
"""
TYPE_MODULE = """\
#include "reply.h"
static PyObject *
make(PyObject *self, PyObject *unused)
{
    return reply_new();
}
static PyMethodDef methods[] = {
    {"make", make, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "web", NULL, 0, methods,
};
PyMODINIT_FUNC
PyInit_web(void)
{
@READY@
    return PyModule_Create(&module);
}
"""
READY = """\
    if (PyType_Ready(&Reply_Type) < 0)
        return NULL;"""


class TentativeType(Base):
    """`PyTypeObject T;` in a header: every unit has it, one defines it."""

    def types(self, ready, code):
        for name in os.listdir(self.src):
            os.unlink(os.path.join(self.src, name))
        self.write("reply.h", TYPE_HEADER)
        self.write("reply.c", TYPE)
        self.write("web.c", TYPE_MODULE.replace("@READY@", ready))
        found = json.loads(self.check("a.db", code=code).stdout)["findings"]
        return [f["rule"] for f in found]

    def test_ready_in_another_unit(self):
        self.assertEqual(self.types(READY, 0), [])

    def test_never_ready(self):
        self.assertEqual(self.types("", 1), ["TYP014"])


CLEAN_HEADER = """\
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#ifdef NEWER
#endif
#error "needs a newer library"
"""
CLEAN = """\
#include "clean.h"
PyObject *
part_@N@(PyObject *self, PyObject *args)
{
    const char *text;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "y#", &text, &n))
        return NULL;
    return PyBytes_FromStringAndSize(text, n);
}
"""


class ErrorInSharedHeader(Base):
    """The precompiled Python.h stays in use when nothing else helps: what was
    defined before it still counts."""

    def test_size_macro(self):
        for name in os.listdir(self.src):
            os.unlink(os.path.join(self.src, name))
        self.write("clean.h", CLEAN_HEADER)
        for n in range(4):
            self.write(f"part{n}.c", CLEAN.replace("@N@", str(n)))
        found = json.loads(self.check("a.db", code=None).stdout)["findings"]
        self.assertEqual([f["rule"] for f in found], [])


class Summaries(Base):
    def copy(self):
        self.check("a.db")
        out = self.run_it(REFAUDIT, "list", "--summaries", "--db",
                          self.db("a.db"), code=0).stdout
        self.assertRegex(out, r"(?m)^# lists\.c:4\nlist_push\(list")
        self.assertRegex(out, r"(?m)^# bits\.c:4\nbits_of\(self")
        path = self.write("own.api", out)
        p = self.run_it(REFAUDIT, "model", "check", path, code=0)
        self.assertIn("2 contracts", p.stdout)
        return path

    def test_copy_into_a_model(self):
        self.copy()

    def test_round_trip(self):
        """The parser reads the lines as they were meant: printed again they
        are the same."""
        path = self.copy()
        with open(path) as f:
            lines = [x.strip() for x in f if x[0].isalpha()]
        self.assertEqual(len(lines), 2)
        for line in lines:
            name = line[:line.index("(")]
            p = self.run_it(REFAUDIT, "explain", "--model", path, name,
                            code=0)
            self.assertIn(line, " ".join(p.stdout.split()))

    def test_model_instead_of_the_body(self):
        """A contract copied from one project serves the next."""
        path = self.copy()
        os.unlink(os.path.join(self.src, "lists.c"))
        self.check("b.db", code=0)
        found = json.loads(self.check("c.db", "--model", path).stdout)
        self.assertEqual({f["file"] for f in found["findings"]}, {"bits.c"})

    def test_none(self):
        self.write("bits.c", "#include <Python.h>\nint x;\n")
        os.unlink(os.path.join(self.src, "lists.c"))
        self.check("a.db", code=3)
        p = self.run_it(REFAUDIT, "list", "--summaries", "--db",
                        self.db("a.db"), code=0)
        self.assertEqual(p.stdout, "")
        self.assertIn("no summaries", p.stderr)


class OtherEngines(Base):
    def ninja(self, *args):
        self.assertIsNotNone(NINJA, "ninja is not installed")
        return self.run_it(NINJA, "-C", self.db("out"), *args, code=0)

    def emit(self, *args):
        return self.run_it(REFAUDIT, "emit-ninja", "-o", self.db("out"),
                           *args, ".", code=0)

    def assertSameDatabase(self):
        self.check("cold.db", "--no-cache", code=None)
        self.assertEqual(export(self.db("out/findings.db")),
                         export(self.db("cold.db")))

    def test_ninja(self):
        self.write("broken.c", '#include <Python.h>\n#include "nope.h"\n'
                   "int f(void) { return 1 }\n")
        self.write("other.cpp", "#include <Python.h>\n")
        self.emit()
        self.ninja()
        self.assertSameDatabase()
        self.assertIn("no work to do", self.ninja().stdout)
        self.write("bits.c", GOOD.replace("@BODY@", INLINE))
        out = self.ninja("-v").stdout
        self.assertEqual(out.count(" unit --python "), 1)
        self.assertSameDatabase()
        self.write("lists.h", HEADER + "#define MORE 1\n")
        self.assertEqual(self.ninja("-v").stdout.count(" unit --python "), 2)
        self.assertSameDatabase()

    def test_no_shared_state(self):
        """A unit writes its output and its list of headers, nothing else."""
        out = self.db("one.ir")
        before = sorted(os.listdir(self.dir))
        self.run_it(REFAUDIT, "unit", "-o", out, "bits.c", "--", "-DX=1",
                    code=0)
        self.assertEqual(sorted(os.listdir(self.dir)),
                         sorted(before + ["one.ir"]))
        again = self.db("two.ir")
        self.run_it(REFAUDIT, "unit", "-o", again, "bits.c", "--", "-DX=1",
                    code=0)
        with open(out, "rb") as a, open(again, "rb") as b:
            self.assertEqual(a.read(), b.read())

    def units(self):
        include = subprocess.run(
            [sys.executable, "-c", "import sysconfig;"
             "print(sysconfig.get_config_var('INCLUDEPY'))"],
            text=True, capture_output=True, check=True).stdout.strip()
        out = []
        for name in ("bits", "lists"):
            out.append(self.db(name + ".ir"))
            self.run_it(REFAUDIT, "unit", "-o", out[-1], name + ".c", "--",
                        "-I" + include, code=0)
        return out

    def test_link_without_plan(self):
        p = self.run_it(REFAUDIT, "link", "--db", self.db("a.db"), "--format",
                        "json", *self.units(), code=1)
        found = json.loads(p.stdout)["findings"]
        self.assertEqual({f["file"] for f in found}, {"bits.c"})

    def test_link_refuses(self):
        units = self.units()
        with open(units[0], "rb") as f:
            good = f.read()
        for bad in (b"", b"refaudit-unit 1\n", good[:-1], good + b"x",
                    b"\0" * 100):
            with open(units[0], "wb") as f:
                f.write(bad)
            p = self.run_it(REFAUDIT, "link", "--no-db", *units, code=2)
            self.assertIn("bits.ir", p.stderr)
        p = self.run_it(REFAUDIT, "link", "--no-db", "nothing.ir", code=2)
        self.assertIn("nothing.ir", p.stderr)

    def test_missing_unit_is_a_gap(self):
        self.emit()
        self.ninja("0.ir", "1.ir")
        out = self.db("out")
        p = self.run_it(REFAUDIT, "link", "--no-db", "--plan",
                        out + "/refaudit.plan", out + "/1.ir", code=3)
        self.assertIn("its parsed unit was not given", p.stderr)


if __name__ == "__main__":
    unittest.main()

"""Results of earlier runs: used when they hold, and only then.

Usage: test_cache.py REFAUDIT [unittest arguments]
"""
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from export import export

REFAUDIT = os.path.abspath(sys.argv.pop(1))

HEADER = """\
#include <Python.h>
PyObject *helper_take(PyObject *list, PyObject *item);
static inline PyObject *
helper_str(PyObject *o)
{
    return PyObject_Str(o);
}
"""

HELPER = """\
#include "helper.h"

PyObject *
helper_take(PyObject *list, PyObject *item)
{
    int bad = PyList_Append(list, item);
    Py_DECREF(item);
    return bad ? NULL : list;
}
"""

SPAM = """\
#include "helper.h"

PyObject *
make_pair(PyObject *a)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    PyObject *s = helper_str(a);
    if (s == NULL)
        return NULL;
    return helper_take(list, s);
}
"""


class Cache(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="cache-test.")
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.src = os.path.join(self.dir, "src")
        self.cache = os.path.join(self.dir, "cache")
        os.mkdir(self.src)
        for name, text in [("helper.h", HEADER), ("helper.c", HELPER),
                           ("spam.c", SPAM)]:
            self.write(name, text)

    def write(self, name, text):
        path = os.path.join(self.src, name)
        with open(path, "w") as f:
            f.write(text)
        return path

    def start(self, db, *args, cache=None):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith("REFAUDIT_")}
        env["XDG_CACHE_HOME"] = cache or self.cache
        return subprocess.Popen(
            [REFAUDIT, "check", "--db", os.path.join(self.dir, db), "-v",
             "--format", "json", *args, "."],
            cwd=self.src, text=True, env=env, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)

    def check(self, db, *args, code=1, **more):
        p = self.start(db, *args, **more)
        out, err = p.communicate()
        self.assertEqual(p.returncode, code, (out, err))
        return export(os.path.join(self.dir, db))

    def parsed(self, db):
        con = sqlite3.connect(os.path.join(self.dir, db))
        rows = con.execute(
            "SELECT path FROM tu JOIN file ON file.id = file_id WHERE run_id ="
            " (SELECT max(id) FROM run) AND NOT from_cache").fetchall()
        con.close()
        return sorted(r[0] for r in rows)

    def explored(self, db):
        con = sqlite3.connect(os.path.join(self.dir, db))
        rows = con.execute(
            "SELECT name FROM run_function JOIN function ON function.id ="
            " function_id WHERE run_id = (SELECT rows_of FROM run_rows WHERE"
            " run_id = (SELECT max(id) FROM run) AND rows_of = run_id)"
            " AND NOT from_cache").fetchall()
        con.close()
        return sorted(r[0] for r in rows)

    def entries(self):
        top = os.path.join(self.cache, "refaudit")
        return sorted(os.path.join(top, n) for n in os.listdir(top)
                      if "." in n and not n.isupper() and n[0] in
                      "0123456789abcdef")

    def assertFresh(self, warm):
        """As good as a run without any cache."""
        p = self.start("cold.db", "--no-cache")
        p.communicate()
        self.assertEqual(warm, export(os.path.join(self.dir, "cold.db")))

    def test_nothing_changed(self):
        cold = self.check("a.db", "--no-cache")
        self.assertFalse(os.path.exists(self.cache))
        self.assertIn("leaked when", cold)
        self.assertEqual(cold, self.check("b.db"))
        self.assertEqual(self.parsed("b.db"), ["helper.c", "spam.c"])
        self.assertEqual(cold, self.check("c.db"))
        self.assertEqual(self.parsed("c.db"), [])
        self.assertEqual(self.explored("c.db"), [])

    def test_own_directory(self):
        place = os.path.join(self.dir, "elsewhere")
        self.check("a.db", "--cache", place)
        self.assertFalse(os.path.exists(self.cache))
        self.check("b.db", "--cache", place)
        self.assertEqual(self.parsed("b.db"), [])

    def test_one_unit_changed(self):
        self.check("a.db")
        self.write("helper.c", HELPER.replace("    Py_DECREF(item);\n", ""))
        warm = self.check("b.db")
        self.assertEqual(self.parsed("b.db"), ["helper.c"])
        self.assertIn("'s' leaked", warm)
        self.assertFresh(warm)

    def test_affected_callers(self):
        """After an edit: the functions of the unit, and those callers for
        which something changed."""
        self.write("far.c", '#include "helper.h"\n'
                   "PyObject *make_pair(PyObject *a);\n"
                   "PyObject *far(PyObject *a) { return make_pair(a); }\n"
                   "PyObject *alone(PyObject *a) { return helper_str(a); }\n")
        self.check("a.db")
        self.write("helper.c", HELPER.replace("bad ? NULL : list",
                                              "!bad ? list : NULL"))
        self.assertFresh(self.check("b.db"))
        self.assertEqual(self.explored("b.db"), ["helper_take"])
        self.write("helper.c", HELPER.replace("    Py_DECREF(item);\n", ""))
        self.assertFresh(self.check("c.db"))
        self.assertEqual(self.explored("c.db"), ["helper_take", "make_pair"])
        self.write("spam.c", SPAM.replace("return NULL;", "return a;"))
        self.assertFresh(self.check("d.db"))
        self.assertEqual(self.explored("d.db"), ["far", "make_pair"])

    def test_who_calls_changed(self):
        """What Python expects of a function is said in another unit."""
        method = ('#include "helper.h"\n'
                  "PyObject *far(PyObject *self, PyObject *a)\n"
                  "{ return PyErr_Occurred() ? NULL : NULL; }\n")
        table = ('#include "helper.h"\n'
                 "PyObject *far(PyObject *self, PyObject *a);\n"
                 "PyMethodDef table[] = {%s {NULL, NULL, 0, NULL}};\n")
        self.write("far.c", method)
        self.write("table.c", table % "")
        self.check("a.db")
        self.write("table.c", table % '{"far", far, METH_O, NULL},')
        warm = self.check("b.db")
        self.assertEqual(self.explored("b.db"), ["far"])
        self.assertFresh(warm)

    def test_header_changed(self):
        self.check("a.db")
        self.write("helper.h", HEADER.replace(
            "    return PyObject_Str(o);", "    Py_INCREF(o);\n    return o;"))
        warm = self.check("b.db", code=0)
        self.assertEqual(self.parsed("b.db"), ["helper.c", "spam.c"])
        self.assertNotIn("helper_str() fails", warm)
        self.assertFresh(warm)

    def test_same_size_and_time(self):
        path = os.path.join(self.src, "spam.c")
        os.utime(path, (1, 1))
        self.check("a.db")
        self.write("spam.c", SPAM.replace("make_pair", "make_pear"))
        os.utime(path, (1, 1))
        self.assertIn("make_pear", self.check("b.db"))

    def test_touched_only(self):
        self.check("a.db")
        os.utime(os.path.join(self.src, "spam.c"), (1, 1))
        self.check("b.db")
        self.assertEqual(self.parsed("b.db"), [])

    def test_missing_header_comes(self):
        self.write("spam.c", SPAM.replace(
            '#include "helper.h"', '#include "late.h"\n#include "helper.h"'))
        broken = self.check("a.db")
        self.assertIn("late.h", broken)
        self.assertEqual(broken, self.check("b.db"))
        self.assertEqual(self.parsed("b.db"), [])
        self.write("late.h", "")
        self.assertFresh(self.check("c.db"))

    def test_other_model(self):
        self.check("a.db")
        model = self.write("own.api", "PyObject_Str(o) -> new | NULL!\n")
        warm = self.check("c.db", "--model", model)
        self.assertEqual(self.parsed("c.db"), [])
        self.assertEqual(warm, self.check("d.db", "--no-cache", "--model",
                                          model))

    def test_damaged_entries(self):
        cold = self.check("a.db")
        names = self.entries()
        self.assertGreaterEqual(len(names), 3)
        whole = {}
        for name in names:
            with open(name, "rb") as f:
                whole[name] = f.read()
        damages = [
            lambda b: b"", lambda b: b[:10], lambda b: b[:len(b) // 2],
            lambda b: b[:-1], lambda b: b + b"x",
            lambda b: b[:60] + bytes([b[60] ^ 1]) + b[61:],
            lambda b: b[:-5] + b"\xff" * 5,
            lambda b: b"SQLite format 3\0" + b[16:],
            lambda b: whole[names[0] if whole[names[1]] == b else names[1]],
        ]
        for i, damage in enumerate(damages):
            for name in names:
                with open(name, "wb") as f:
                    f.write(damage(whole[name]))
            self.assertEqual(cold, self.check("b.db"), i)
            self.assertEqual(self.parsed("b.db"), ["helper.c", "spam.c"], i)
            self.check("b.db")
            self.assertEqual(self.parsed("b.db"), [], i)

    def test_no_room(self):
        cold = self.check("a.db", "--no-cache")
        blocked = self.write("blocked", "a file")
        self.assertEqual(cold, self.check("b.db", cache=blocked))
        self.assertEqual(cold, self.check("c.db", "--cache", "/proc/nope"))
        self.assertEqual(cold, self.check("d.db", "--cache", "/dev/full"))

    def test_size_limit(self):
        """Writes that fail half way leave no entry and no rest."""
        cold = self.check("a.db", "--no-cache")
        place = os.path.join(self.dir, "small")
        env = {**os.environ, "XDG_CACHE_HOME": place}
        p = subprocess.run(
            [REFAUDIT, "check", "--no-db", "--format", "json", "."],
            cwd=self.src, text=True, env=env, capture_output=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                  (200, 200)))
        self.assertIn(p.returncode, (1, 3), p.stderr)
        self.assertEqual([n for n in os.listdir(place + "/refaudit")
                          if "~" in n], [])
        self.assertEqual(cold, self.check("b.db", cache=place))

    def test_at_the_same_time(self):
        cold = self.check("a.db", "--no-cache")
        for _ in range(3):
            runs = [self.start("p%d.db" % i) for i in range(4)]
            for i, p in enumerate(runs):
                err = p.communicate()[1]
                self.assertEqual(p.returncode, 1, err)
                self.assertEqual(cold, export(
                    os.path.join(self.dir, "p%d.db" % i)))
        self.check("b.db")
        self.assertEqual(self.parsed("b.db"), [])

    def random_body(self, r, n):
        body = r.choice([
            "return PyObject_Str(o);",
            "Py_INCREF(o); return o;",
            "return o;",
            "PyObject *p = PyObject_Repr(o); Py_DECREF(o); return p;",
            "PyObject *p = f%d(o, o); Py_XDECREF(p); return PyObject_Str(o);",
            "if (!o) return NULL; return f%d(s, o);",
            "PyObject *l = PyList_New(0); if (!l) return NULL;"
            " PyObject *t = f%d(s, o); if (!t) return NULL; Py_DECREF(t);"
            " return l;",
            "PyObject *old = kept; Py_INCREF(o); kept = o; Py_XDECREF(old);"
            " return f%d(o, s);",
            "((Box *)s)->item = f%d(s, o); Py_INCREF(o); return o;",
            "return run(f%d, o);",
            "PyObject *p = ops.call(s, o); Py_XDECREF(p); return NULL;",
        ])
        return body % r.randrange(n) if "%d" in body else body

    def random_unit(self, r, i, n, units):
        text = '#include "all.h"\n' + "\n" * r.randrange(2)
        if i == 0:
            text += "PyObject *kept;\nOps ops = {f%d};\n" % r.randrange(n)
        for k in range(i, n, units):
            text += ("PyObject *\nf%d(PyObject *s, PyObject *o)\n"
                     "{\n    %s\n}\n" % (k, self.random_body(r, n)))
        rows = "".join('{"f%d", f%d, %s, NULL}, ' % (
            k, k, r.choice(["METH_O", "METH_VARARGS"]))
            for k in range(n) if r.random() < 0.1)
        if r.random() < 0.5:
            text += ("static void dealloc(PyObject *o)\n{\n    %s\n"
                     "    Py_TYPE(o)->tp_free(o);\n}\n" % r.choice([
                         "Py_XDECREF(((Box *)o)->item);",
                         "Py_CLEAR(((Box *)o)->item);", ";"]))
            text += ("PyTypeObject type%d = {PyVarObject_HEAD_INIT(NULL, 0)"
                     '.tp_name = "m.Box", .tp_basicsize = sizeof(Box),'
                     " .tp_dealloc = dealloc};\n" % i)
        text += "PyMethodDef table%d[] = {%s{0}};\n" % (i, rows)
        self.write("u%d.c" % i, text)

    def test_random_edits(self):
        """Incremental and cold results are the same after any edits."""
        r = random.Random(20)
        n, units, kept = 20, 5, 0
        for name in ("helper.h", "helper.c", "spam.c"):
            os.unlink(os.path.join(self.src, name))
        self.write("all.h", "#include <Python.h>\n"
                   "typedef struct { PyObject_HEAD PyObject *item; } Box;\n"
                   "typedef struct {"
                   " PyObject *(*call)(PyObject *, PyObject *); } Ops;\n"
                   "extern PyObject *kept;\nextern Ops ops;\n"
                   "static inline PyObject *run("
                   "PyObject *(*f)(PyObject *, PyObject *), PyObject *o)"
                   "{ return f(o, o); }\n"
                   + "".join("PyObject *f%d(PyObject *s, PyObject *o);\n" % k
                             for k in range(n)))
        for i in range(units):
            self.random_unit(r, i, n, units)
        for step in range(12):
            self.random_unit(r, r.randrange(units), n, units)
            p = self.start("w%d.db" % step)
            err = p.communicate()[1]
            self.assertIn(p.returncode, (0, 1), err)
            q = self.start("k%d.db" % step, "--no-cache")
            q.communicate()
            self.assertEqual(p.returncode, q.returncode)
            self.assertEqual(
                export(os.path.join(self.dir, "w%d.db" % step)),
                export(os.path.join(self.dir, "k%d.db" % step)), step)
            if step > 0:
                kept += n - len(self.explored("w%d.db" % step))
        self.assertGreater(kept, n)


if __name__ == "__main__":
    unittest.main()

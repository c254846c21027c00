"""The first hour with the program: what a new user met and should not have.

Usage: test_hour.py REFAUDIT [unittest arguments]
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

REFAUDIT = os.path.abspath(sys.argv.pop(1))
LEAK = """\
#include <Python.h>

PyObject *
make_pair(PyObject *a)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a);
    if (s == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, s);
    return list;
}
"""
# A helper of so many ways that its contract is nothing to read in passing.
HELPER = """\
#include <Python.h>

static int
fetch(PyObject *self, PyObject *key, int mode, PyObject **out)
{
    if (mode == 1) {
        *out = PyDict_GetItemWithError(self, key);
        return *out == NULL ? -1 : 1;
    }
    if (mode == 2) {
        *out = PyObject_GetItem(self, key);
        return *out == NULL ? -1 : 2;
    }
    if (mode == 3) {
        *out = NULL;
        PyErr_SetString(PyExc_KeyError, "mode");
        return -1;
    }
    *out = NULL;
    return 0;
}

PyObject *
second(PyObject *self, PyObject *key)
{
    PyObject *value;
    if (fetch(self, key, 2, &value) != 2)
        return NULL;
    PyObject *s = PyObject_Str(value);
    if (s == NULL)
        return NULL;
    Py_DECREF(value);
    return s;
}
"""
NOBODY = 65534


def may_change_user():
    return os.geteuid() == 0


class Base(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="hour-test.")
        os.chmod(self.dir, 0o755)
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.src = os.path.join(self.dir, "spam")
        os.mkdir(self.src)
        self.db = os.path.join(self.src, ".refaudit", "findings.db")
        self.write("spam.c", LEAK)

    def write(self, name, text):
        path = os.path.join(self.src, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)
        return path

    def environment(self, **more):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith(("REFAUDIT_", "GIT_"))}
        return {**env, "XDG_CACHE_HOME": os.path.join(self.dir, "cache"),
                **more}

    def run_it(self, *args, code=None, env={}, **more):
        p = subprocess.run([REFAUDIT, *args], cwd=self.src, text=True,
                           errors="replace", timeout=300,
                           stdin=subprocess.DEVNULL, capture_output=True,
                           env=self.environment(**env), **more)
        if code is not None:
            self.assertEqual(p.returncode, code, (args, p.stdout, p.stderr))
        return p

    def git(self, *args):
        return subprocess.run(
            ["git", "-c", "user.name=u", "-c", "user.email=u@example.org",
             *args], cwd=self.src, check=True, text=True,
            capture_output=True, env=self.environment()).stdout

    def commit(self, what):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", what)

    def ids(self):
        con = sqlite3.connect("file:%s?mode=ro" % self.db, uri=True)
        try:
            return [r[0] for r in con.execute(
                "SELECT id FROM v_latest ORDER BY id")]
        finally:
            con.close()


class Words(Base):
    """What is said is what is meant."""

    def test_only_what_is_new(self):
        self.git("init", "-q")
        self.commit("one")
        p = self.run_it("check", "--since", "HEAD", code=0)
        self.assertIn("1 unchanged", p.stderr)
        self.assertIn("nothing new", p.stderr)
        self.assertNotIn("no findings", p.stderr)
        p = self.run_it("baseline", "create", code=0)
        p = self.run_it("check", "--baseline", "refaudit-baseline.txt",
                        code=0)
        self.assertIn("0 new, 1 unchanged", p.stderr)
        self.assertIn("nothing new", p.stderr)
        self.write("more.c", LEAK.replace("make_pair", "again"))
        p = self.run_it("check", "--baseline", "refaudit-baseline.txt",
                        code=1)
        self.assertIn("1 new, 1 unchanged, 0 fixed", p.stderr)
        self.assertNotIn("since the last run", p.stderr)
        self.assertEqual(p.stdout.count("error:"), 1)

    def test_a_baseline_is_written_and_not_told(self):
        p = self.run_it("baseline", "create", code=0)
        self.assertEqual(p.stdout, "")
        self.assertIn("refaudit check --baseline refaudit-baseline.txt",
                      p.stderr)
        os.unlink(os.path.join(self.src, "refaudit-baseline.txt"))
        p = self.run_it("baseline", "create", "--format", "gcc", code=0)
        self.assertIn("error:", p.stdout)

    def test_merging_says_what_came(self):
        self.run_it("check", code=1)
        other = os.path.join(self.dir, "other.db")
        shutil.copy(self.db, other)
        p = self.run_it("db", "merge", other, code=0)
        self.assertEqual(p.stdout, "nothing that is not here already\n")
        self.run_it("triage", "--db", other, "--verdict", "confirmed",
                    "--author", "bo", self.ids()[0], code=0)
        p = self.run_it("db", "merge", other, code=0)
        self.assertEqual(p.stdout, "+1 verdict\n")

    def test_git_has_its_say(self):
        p = self.run_it("check", "--since", "HEAD", code=2)
        self.assertIn("git says: fatal: not a git repository", p.stderr)
        self.git("init", "-q")
        self.commit("one")
        p = self.run_it("check", "--since", "gone", code=2)
        self.assertIn("git knows no such revision", p.stderr)
        copy = os.path.join(self.dir, "copy")
        self.write("spam.c", LEAK + "/* */\n")
        self.commit("two")
        self.git("clone", "-q", "--depth", "1", "file://" + self.src, copy)
        self.src = copy
        p = self.run_it("check", "--since", "HEAD~1", code=2)
        self.assertIn("shallow clone", p.stderr)

    @unittest.skipUnless(may_change_user(), "needs to be root")
    def test_a_repository_of_somebody_else(self):
        self.git("init", "-q")
        self.commit("one")
        os.chown(self.src, NOBODY, NOBODY)
        p = self.run_it("check", "--since", "HEAD", code=2)
        self.assertIn("dubious ownership", p.stderr)


class Explain(Base):
    def test_a_finding(self):
        self.run_it("check", code=1)
        p = self.run_it("explain", self.ids()[0], code=0)
        self.assertIn("spam.c:11:9: error:", p.stdout)
        self.assertIn("How to fix", p.stdout)
        self.run_it("explain", self.ids()[0], "REF001", "PyList_New", code=0)

    def test_a_function_of_the_project(self):
        self.write("helper.c", HELPER)
        p = self.run_it("check", "--format", "text", code=1)
        self.assertIn("fetch() is judged by its body; refaudit explain fetch",
                      re.sub(r"\s+", " ", p.stdout))
        self.assertNotIn("fetch(self:", p.stdout)
        p = self.run_it("explain", "fetch", code=0)
        self.assertIn("fetch(self, key, mode, out)", p.stdout)
        self.assertIn("its body, helper.c:4", p.stdout)
        self.assertIn("--model", p.stdout)

    def test_without_a_database(self):
        self.run_it("explain", "REF001", code=0)
        p = self.run_it("explain", "REF0001", code=2)
        self.assertIn("did you mean 'REF001'?", p.stderr)
        self.run_it("explain", "REF001", "--db", "gone.db", code=2)

    def test_it_is_found_from_below(self):
        self.run_it("check", code=1)
        one = self.ids()[0]
        os.mkdir(os.path.join(self.src, "sub"))
        self.src = os.path.join(self.src, "sub")
        self.run_it("explain", one, code=0)


class Settings(Base):
    def test_they_are_shown_with_their_origin(self):
        self.write("pyproject.toml", '[tool.refaudit]\nexclude = ["x/*"]\n'
                   'fail-on = "warning"\n')
        p = self.run_it("check", "--show-settings", "--max-findings=3",
                        code=0, env={"REFAUDIT_TIMEOUT": "7"})
        self.assertEqual(p.stderr, "")
        lines = p.stdout.splitlines()
        path = os.path.join(os.path.realpath(self.src), "pyproject.toml")
        self.assertIn('exclude = ["x/*"]  # ' + path, lines)
        self.assertIn('fail-on = "warning"  # ' + path, lines)
        self.assertIn("timeout = 7  # REFAUDIT_TIMEOUT", lines)
        self.assertIn("max-findings = 3  # command line", lines)
        self.assertIn('path = "key"  # default', lines)
        self.assertIn("# baseline is not set", lines)
        self.assertFalse(os.path.exists(self.db))

    def test_files_are_named_as_seen_from_the_configuration(self):
        self.run_it("baseline", "create", code=0)
        self.write("pyproject.toml", "[tool.refaudit]\n"
                   'baseline = "refaudit-baseline.txt"\n')
        self.run_it("check", code=0)
        os.mkdir(os.path.join(self.src, "sub"))
        self.src = os.path.join(self.src, "sub")
        self.run_it("check", "..", code=0)


class Places(Base):
    """A machine that is not a person's own."""

    @unittest.skipUnless(may_change_user(), "needs to be root")
    def test_a_checkout_for_reading_only(self):
        p = self.run_it("check", "--no-cache", code=1, user=NOBODY)
        self.assertIn("error:", p.stdout)
        self.assertIn("no database is kept", p.stderr)
        self.assertNotIn("refaudit serve", p.stderr)
        self.assertFalse(os.path.exists(os.path.dirname(self.db)))
        # What needs one says so.
        self.git("init", "-q")
        self.commit("one")
        p = self.run_it("check", "--no-cache", "--since", "HEAD", code=2,
                        user=NOBODY)
        p = self.run_it("check", "--no-cache", "--db", "x.db", code=2,
                        user=NOBODY)
        self.assertIn("x.db", p.stderr)

    def test_no_home(self):
        env = self.environment()
        for name in "HOME", "XDG_CACHE_HOME":
            env.pop(name, None)
        p = subprocess.run([REFAUDIT, "check"], cwd=self.src, text=True,
                           capture_output=True, env=env)
        self.assertEqual(p.returncode, 1, p.stderr)

    def test_several_files_at_once(self):
        outs = {"sarif": "a.sarif", "gitlab": "q.json", "junit": "j.xml",
                "html": "page.html", "markdown": "m.md"}
        args = [a for f, n in outs.items() for a in ("--out", f + "=" + n)]
        self.run_it("check", *args, code=1)
        for name in outs.values():
            with open(os.path.join(self.src, name)) as f:
                self.assertIn("spam.c", f.read(), name)
        with open(os.path.join(self.src, "page.html")) as f:
            page = f.read()
        self.run_it("export", "html", "-o", "again.html", code=0)
        with open(os.path.join(self.src, "again.html")) as f:
            self.assertEqual(page, f.read())
        p = self.run_it("check", "--no-db", "--out", "html=x.html", code=2)
        self.assertIn("leave out --no-db", p.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)

"""--since and --base-db: only what is new counts.

Usage: test_since.py REFAUDIT [unittest arguments]
"""
import json
import os
import subprocess
import unittest

import test_cli
from test_cli import CLEAN, LEAK


def leak(name):
    return LEAK.replace("make_pair", name)


class Since(test_cli.Base):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")
        self.write("one.c", leak("one"))
        self.write("sub/two.c", leak("two"))
        self.commit()

    def git(self, *args):
        return subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@t",
             "-c", "commit.gpgsign=false", *args],
            cwd=self.src, check=True, capture_output=True, text=True).stdout

    def commit(self):
        self.git("add", "-A", ":!.refaudit")
        self.git("commit", "-q", "-m", "x")

    def check(self, new, unchanged, fixed, unknown=0, args=("--since=HEAD",),
              code=None, cwd=None):
        more = {"cwd": cwd} if cwd else {}
        p = subprocess.run(
            [test_cli.REFAUDIT, "check", *args], text=True, timeout=300,
            capture_output=True, env=self.environment(),
            cwd=cwd or self.src)
        self.assertEqual(p.returncode, code if code is not None else
                         1 if new else 0, p.stderr + p.stdout)
        want = ": %d new, %d unchanged, %d fixed" % (new, unchanged, fixed)
        if unknown:
            want += ", %d not looked at again" % unknown
        self.assertIn(want + "\n", p.stderr)
        self.assertNothingLeft()
        return p

    def runs(self):
        return self.sql("SELECT label, vcs_dirty FROM run ORDER BY id")

    def test_without_a_database(self):
        p = self.check(0, 2, 0)
        self.assertIn("No run of HEAD", p.stderr)
        self.assertEqual(self.runs(), [("base: HEAD", 0), (None, 0)])
        self.write("three.c", leak("three"))
        p = self.check(1, 2, 0)
        self.assertNotIn("No run of", p.stderr)     # it is known by now
        self.assertIn("three.c", p.stdout)
        self.assertNotIn("one.c", p.stdout)
        self.assertEqual(len(self.runs()), 3)
        self.assertDatabaseSound()
        self.assertEqual(self.git("status", "--porcelain").split(),
                         ["??", "three.c"])
        self.assertEqual(self.git("worktree", "list").count("\n"), 1)

    def test_with_a_database(self):
        self.run_it("check", code=1)
        p = self.check(0, 2, 0)
        self.assertNotIn("No run of", p.stderr)
        self.assertEqual(len(self.runs()), 2)

    def test_a_run_of_less_is_not_enough(self):
        for args in (("one.c",), ("--select=EXC001",)):
            self.run_it("check", *args)
            p = self.check(0, 2, 0)
            self.assertIn("No run of", p.stderr)
            os.remove(self.db)

    def test_fixed_only_when_looked_at_again(self):
        self.write("one.c", CLEAN)
        self.check(0, 1, 1)
        self.write("one.c", "#include <Python.h>\n#error no\n")
        self.check(0, 1, 0, 1, code=3)
        os.remove(os.path.join(self.src, "one.c"))
        self.check(0, 1, 1, args=("--since=HEAD", "sub"))
        self.write("one.c", CLEAN)
        self.check(0, 1, 0, 1, args=("--since=HEAD", "sub"))

    def test_edits_and_renames(self):
        self.write("one.c", "/* a */\n\n" + leak("one").replace(
            "PyObject *s =", "PyObject *s2 = a;\n    PyObject *s ="))
        os.rename(os.path.join(self.src, "sub", "two.c"),
                  os.path.join(self.src, "sub", "new.c"))
        self.check(0, 2, 0)
        self.git("add", "-A", ":!.refaudit")
        self.check(0, 2, 0)
        self.commit()
        self.check(0, 2, 0, args=("--since=HEAD~1",))

    def test_a_second_defect_of_the_function(self):
        self.write("one.c", leak("one").replace(
            "    PyObject *s", "    PyObject *more = PyDict_New();\n"
            "    if (more == NULL || PyDict_SetItem(more, a, a) < 0)\n"
            "        return NULL;\n    Py_DECREF(more);\n    PyObject *s"))
        p = self.check(1, 2, 0)     # the list is leaked at one more exit
        self.assertIn("'more'", p.stdout)

    def test_from_a_directory_below(self):
        self.write("sub/three.c", leak("three"))
        p = self.check(1, 1, 0, cwd=os.path.join(self.src, "sub"),
                       args=("--since=HEAD", "."))
        self.assertIn("three.c", p.stdout)

    def test_with_compile_commands(self):
        inc = os.path.join(self.src, "include")
        self.write("include/mine.h", "#define MINE 1\n")
        self.write("one.c", '#include "mine.h"\n' + leak("one"))
        self.commit()
        self.write("compile_commands.json", json.dumps([
            {"directory": self.src, "file": os.path.join(self.src, f),
             "arguments": ["cc", "-I" + inc, "-I/usr/include/python3.11",
                           "-c", os.path.join(self.src, f)]}
            for f in ("one.c", "sub/two.c", "three.c")]))
        self.write("three.c", '#include "mine.h"\n' + leak("three"))
        p = self.check(1, 2, 0)
        self.assertIn("three.c", p.stdout)
        self.assertEqual(self.sql("SELECT count(*) FROM tu WHERE run_id = 1 "
                                  "AND status = 'ok'"), [(2,)])

    def test_output_for_machines_tells_new_from_old(self):
        self.write("three.c", leak("three"))
        p = self.check(1, 2, 0, args=("--since=HEAD", "--format=sarif"))
        results = json.loads(p.stdout)["runs"][0]["results"]
        self.assertEqual([r["baselineState"] for r in results], ["new"])

    def test_verdicts_hold_in_the_base(self):
        self.run_it("check", code=1)
        id_ = self.sql("SELECT id FROM v_latest WHERE file = 'one.c'")[0][0]
        self.run_it("triage", id_, "--verdict=confirmed", "--author=a", code=0)
        self.commit_empty()
        self.check(0, 2, 0)
        self.assertEqual(self.sql("SELECT count(*) FROM v_latest WHERE verdict"
                                  " = 'confirmed'"), [(1,)])

    def commit_empty(self):
        self.git("commit", "-q", "--allow-empty", "-m", "y")

    def test_nothing_in_the_base(self):
        self.git("checkout", "-q", "--orphan", "empty")
        self.git("rm", "-rq", "--cached", ".")
        self.write("README", "x")
        self.git("add", "README")
        self.git("commit", "-qm", "nothing")
        self.check(2, 0, 0)

    def test_bad_words(self):
        for args, said in ((("--since=nosuch",), "no such revision"),
                           (("--since=--all",), "no such revision"),
                           (("--since=HEAD", "--no-db"), "need the database"),
                           (("--since=HEAD", "--base-db=x"), "one at a time"),
                           (("--base-db=none.db",), "no such database")):
            p = self.run_it("check", *args, code=2)
            self.assertIn(said, p.stderr)
        self.assertNothingLeft()

    def test_outside_git(self):
        outside = os.path.join(self.dir, "outside")
        os.mkdir(outside)
        with open(os.path.join(outside, "a.c"), "w") as f:
            f.write(LEAK)
        p = subprocess.run([test_cli.REFAUDIT, "check", "--since=HEAD"],
                           cwd=outside, capture_output=True, text=True,
                           env=self.environment(
                               GIT_CEILING_DIRECTORIES=self.dir))
        self.assertEqual(p.returncode, 2)
        self.assertIn("not a git repository", p.stderr)

    def test_base_db(self):
        self.run_it("check", "--db=base.db", code=1)
        id_ = self.sql("SELECT id FROM v_latest WHERE file = 'one.c'",
                       os.path.join(self.src, "base.db"))[0][0]
        self.run_it("triage", id_, "--verdict=intentional", "-m", "so",
                    "--author=a", "--db=base.db", code=0)
        self.write("three.c", leak("three").replace("PyList_New(1)",
                                                    "PyList_New(3)"))
        self.write("sub/two.c", CLEAN)
        before = self.read("base.db")
        p = self.check(1, 1, 1, args=("--base-db=base.db",))
        self.assertIn("three.c", p.stdout)
        self.assertEqual(self.read("base.db"), before)
        self.check(1, 1, 1, args=("--base-db=base.db",))
        self.assertEqual(self.sql("SELECT verdict FROM v_latest WHERE file = "
                                  "'one.c'"), [("intentional",)])
        self.write("one.c", leak("one").replace("return list;",
                                                "(void)a; return list;"))
        self.check(1, 1, 1, args=("--base-db=base.db",))

    def read(self, name):
        with open(os.path.join(self.src, name), "rb") as f:
            return f.read()


if __name__ == "__main__":
    unittest.main()

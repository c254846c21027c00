"""What comments and baselines leave out, and what they say of themselves.

Usage: test_suppress.py REFAUDIT [unittest arguments]
"""
import json
import os
import unittest

import test_cli
from test_cli import CLEAN, LEAK


class Suppression(test_cli.Base):
    REASON = "the cache owns it"

    def write_leak(self, comment, name="leak.c"):
        self.write(name, LEAK.replace("if (s == NULL)\n        return NULL;",
                                      "if (s == NULL)\n        return NULL; "
                                      + comment))

    def setUp(self):
        super().setUp()
        self.write_leak("// refaudit: ignore[REF001] " + self.REASON)

    def test_it_does_not_count(self):
        for args in ((), ("--no-db",)):
            p = self.run_it("check", "leak.c", *args, code=0)
            self.assertEqual(p.stdout, "")
            self.assertIn("1 suppressed by comments (--show-suppressed)",
                          p.stderr)

    def test_it_is_kept(self):
        self.run_it("check", "leak.c", code=0)
        self.assertEqual(
            self.sql("SELECT source, line, rules, reason, expires "
                     "FROM suppression"),
            [("comment", 11, '["REF001"]', self.REASON, None)])
        self.assertEqual(self.sql("SELECT rule, suppressed FROM v_latest"),
                         [("REF001", 1)])
        self.assertEqual(self.sql("SELECT count(*) FROM v_gate"), [(0,)])
        self.assertDatabaseSound()

    def test_it_is_shown_when_asked_for(self):
        for db in ((), ("--no-db",)):
            args = ("check", "leak.c", "--show-suppressed", *db)
            text = self.run_it(*args, "--format=text", code=0)
            self.assertIn("suppressed: " + self.REASON, text.stdout)
            self.assertIn("no findings", text.stderr)
            one = json.loads(self.run_it(*args, "--format=json",
                                         code=0).stdout)["findings"][0]
            self.assertEqual(one["suppressed"], self.REASON)
            run = json.loads(self.run_it(*args, "--format=sarif",
                                         code=0).stdout)["runs"][0]
            self.assertEqual(run["results"][0]["suppressions"],
                             [{"kind": "inSource",
                               "justification": self.REASON}])

    def test_the_cache_does_not_hide_an_edit(self):
        self.run_it("check", "leak.c", code=0)
        self.write_leak("")
        self.run_it("check", "leak.c", code=1)
        self.write_leak("// refaudit: ignore[REF001] " + self.REASON)
        self.run_it("check", "leak.c", code=0)

    def test_without_reason_or_after_its_day_it_counts(self):
        for comment, rule in (("ignore[REF001]", "SUP001"),
                              ("ignore[REF01] no such rule", "SUP001"),
                              ("ignore[REF001] until=2020-01-01 x", "SUP003")):
            self.write_leak("// refaudit: " + comment)
            p = self.run_it("check", "leak.c", code=1)
            self.assertIn("[REF001]", p.stdout)
            self.assertIn("[%s]" % rule, p.stdout)

    def test_unused_is_said_of_what_ran(self):
        self.write_leak("// refaudit: ignore[REF*, NUL001] " + self.REASON)
        p = self.run_it("check", "leak.c", code=0)
        self.assertRegex(p.stdout, r"leak\.c:11:\d+: note: .*NUL001.*SUP002")
        for args in (("--ignore=NUL001",), ("--select=REF,SUP",),
                     ("--ignore=SUP002",)):
            p = self.run_it("check", "leak.c", *args, code=0)
            self.assertEqual(p.stdout, "")
        p = self.run_it("check", "leak.c", "--fail-on=note", code=1)

    def test_a_header_of_several_units_is_read_once(self):
        comment = "// refaudit: ignore[REF001, MOD001] both"
        self.write("pair.h", LEAK.replace("PyObject *\nmake",
                                          "static PyObject *\nmake")
                   .replace("return NULL;\n    PyList",
                            "return NULL; %s\n    PyList" % comment))
        for name in ("one", "two"):
            self.write(name + ".c", '#include "pair.h"\n\nPyObject *\n'
                       "%s(PyObject *self, PyObject *a)\n{\n"
                       "    return make_pair(a);\n}\n" % name)
        p = self.run_it("check", "one.c", "two.c", "--format=gcc", code=0)
        self.assertEqual(p.stdout.count("[SUP002]"), 1, p.stdout)
        self.assertNotIn("[REF001]", p.stdout)

    def test_a_broken_file_says_nothing_of_its_comments(self):
        self.write("broken.c", "/* refaudit: ignore-function[REF001] x */\n"
                   + LEAK + "#error no\n// refaudit: ignore[NUL001] x\n")
        p = self.run_it("check", "broken.c", code=3)
        self.assertNotIn("SUP00", p.stdout)

    def test_hostile_comments(self):
        for tail in ("// refaudit:", "/* refaudit: ignore[", "// refaudit: "
                     "ignore[REF001", "/* refaudit: off[REF001] x",
                     "// refaudit: ignore[" + "REF*," * 5000 + "REF001] x",
                     "// refaudit: ignore[\x1b[31m] x", "/*refaudit:*/"):
            self.write("tail.c", CLEAN + tail)
            p = self.run_it("check", "tail.c", "--format=text")
            self.assertIn(p.returncode, (0, 3), (tail, p.stderr))
            self.assertNotIn("\x1b", p.stdout)
        self.write("tail.c", CLEAN.encode() + b"// refaudit: ignore[\xff] \xff")
        self.run_it("check", "tail.c", "--format=json", code=0)


class Baseline(test_cli.Base):
    FILE = "refaudit-baseline.txt"

    def setUp(self):
        super().setUp()
        self.write("leak.c", LEAK)
        self.run_it("baseline", "create", code=0)

    def lines(self):
        with open(os.path.join(self.src, self.FILE)) as f:
            return [x for x in f.read().splitlines() if x[0] != "#"]

    def check(self, new, unchanged, fixed, unknown=0, code=0, args=()):
        p = self.run_it("check", "--baseline", self.FILE, *args, code=code)
        want = "%s: %d new, %d unchanged, %d fixed" % (self.FILE, new,
                                                       unchanged, fixed)
        if unknown:
            want += ", %d not looked at" % unknown
        self.assertIn(want + "\n", p.stderr)
        return p

    def test_only_new_ones_count(self):
        self.assertRegex(self.lines()[0],
                         r"^REF001\tleak\.c\tmake_pair\t[0-9a-f]{32}:"
                         r"[0-9a-f]{32}$")
        p = self.check(0, 1, 0)
        self.assertEqual(p.stdout, "")
        self.assertEqual(self.sql("SELECT source, rules FROM suppression "
                                  "ORDER BY id DESC LIMIT 1"),
                         [("baseline", '["REF001"]')])
        self.assertIn("REF001", self.check(0, 1, 0, args=(
            "--show-suppressed",)).stdout)
        self.write("leak.c", "\n\n" + LEAK)
        self.check(0, 1, 0)
        self.write("more.c", LEAK.replace("make_pair", "other"))
        p = self.check(1, 1, 0, code=1)
        self.assertIn("more.c", p.stdout)
        self.assertNotIn("leak.c:", p.stdout)

    def test_update_and_prune(self):
        self.write("more.c", LEAK.replace("make_pair", "other"))
        self.run_it("baseline", "prune", code=0)
        self.assertEqual(len(self.lines()), 1)
        self.run_it("baseline", "update", code=0)
        self.assertEqual(len(self.lines()), 2)
        self.assertEqual(self.lines(), sorted(self.lines()))
        self.write("leak.c", CLEAN)
        self.check(0, 1, 1)
        self.run_it("baseline", "prune", code=0)
        self.assertIn("more.c", self.lines()[0])
        self.assertEqual(len(self.lines()), 1)
        self.assertEqual(os.listdir(self.src).count(self.FILE), 1)

    def test_what_was_not_looked_at_stays(self):
        self.write("more.c", CLEAN)
        self.check(0, 0, 0, 1, args=("more.c",))
        self.run_it("baseline", "prune", "more.c", code=0)
        self.assertEqual(len(self.lines()), 1)
        self.check(0, 0, 0, 1, args=("--select=EXC",))
        self.write("leak.c", "#include <Python.h>\n#error no\n")
        self.check(0, 0, 0, 1, code=3)
        os.remove(os.path.join(self.src, "leak.c"))
        self.check(0, 0, 1)

    def test_a_moved_file_keeps_entry_and_reason(self):
        self.write(self.FILE, "%s\t# in 1.2\n" % self.lines()[0])
        os.rename(os.path.join(self.src, "leak.c"),
                  os.path.join(self.src, "pair.c"))
        self.check(0, 1, 0)
        self.run_it("baseline", "update", code=0)
        self.assertRegex(self.lines()[0], "^REF001\tpair.c\t.*\t# in 1.2$")
        self.write("leak.c", LEAK)      # a copy is new
        self.check(1, 1, 0, code=1)

    def test_a_renamed_function_keeps_entry_and_reason(self):
        self.write(self.FILE, "%s\t# in 1.2\n" % self.lines()[0])
        self.write("leak.c", LEAK.replace("make_pair", "pair"))
        self.check(0, 1, 0)
        self.write("copy.c", LEAK.replace("make_pair", "other"))
        self.check(2, 0, 1, code=1)     # which of the two is not known
        os.remove(os.path.join(self.src, "copy.c"))
        self.run_it("baseline", "update", code=0)
        self.assertRegex(self.lines()[0], "^REF001\tleak.c\tpair\t.*# in 1.2$")
        self.write("leak.c", LEAK + LEAK.replace("make_pair", "pair"))
        self.check(1, 1, 0, code=1)     # a copy is new

    def test_an_edited_function_keeps_its_body_up_to_date(self):
        edited = LEAK.replace("    PyList_SET", "    (void)0;\n    PyList_SET")
        before = self.lines()[0]
        self.write("leak.c", edited)
        self.run_it("baseline", "update", code=0)
        self.assertNotEqual(before, self.lines()[0])
        self.assertEqual(before.split(":")[0], self.lines()[0].split(":")[0])
        self.write("leak.c", edited.replace("make_pair", "pair"))
        self.check(0, 1, 0)

    def test_lines_of_an_older_version(self):
        self.write(self.FILE, self.lines()[0].split(":")[0] + "\n")
        self.check(0, 1, 0)
        self.write("leak.c", LEAK.replace("make_pair", "pair"))
        self.check(1, 0, 1, code=1)

    def test_bad_files(self):
        line = self.lines()[0]
        for text in ("<<<<<<< HEAD\n" + line, "REF001\tleak.c\n",
                     line[:-1] + "\n", "\0\n", line.replace("\t", " ")):
            self.write(self.FILE, text)
            p = self.run_it("check", "--baseline", self.FILE, code=2)
            self.assertIn("line 1 is not", p.stderr)
            self.run_it("baseline", "update", code=2)
        for args in (("check", "--baseline", "none.txt"),
                     ("baseline", "create"), ("baseline", "make"),
                     ("baseline", "prune", "--baseline", "none.txt")):
            self.run_it(*args, code=2)
        self.write(self.FILE, line.replace("leak.c", "%zz%0Aleak.c"))
        self.check(0, 1, 0)     # no such file: it moved

    def test_it_cannot_be_written(self):
        p = self.run_it("baseline", "create", "--baseline", "/proc/none",
                        code=4)
        self.assertIn("cannot write /proc/none", p.stderr)


if __name__ == "__main__":
    unittest.main()

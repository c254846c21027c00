"""Comments of clang-tidy's kind, --fix, `suppress`, counts and the ratchet.

Usage: test_hygiene.py REFAUDIT [unittest arguments]
"""
import os
import re
import stat
import unittest

import test_cli
from test_cli import CLEAN, LEAK

RETURN = "        return NULL;\n    PyList_SET"


def leak(comment="", above="", name="make_pair"):
    """The exit that leaks, with a comment beside it or above it."""
    return LEAK.replace("make_pair", name).replace(
        RETURN, above + "        return NULL;%s\n    PyList_SET" % comment)


class Nolint(test_cli.Base):
    def expect(self, text, n, *rules):
        self.write("a.c", text)
        p = self.run_it("check", "--format=gcc", "--fail-on=never", code=0)
        found = re.findall(r"(?m)\[([A-Z]{3}\d{3})\]$", p.stdout)
        self.assertEqual(sorted(found), sorted(rules), p.stdout)
        self.assertEqual("1 suppressed by comments" in p.stderr, n == 1)

    def test_places(self):
        self.expect(leak(" // NOLINT(refaudit-REF001)"), 1)
        self.expect(leak(" /* NOLINT(refaudit-leaked-reference): so */"), 1)
        self.expect(leak(" // NOLINT(bugprone-x,refaudit-REF*)"), 1)
        self.expect(leak(above="// NOLINTNEXTLINE(refaudit-REF001) why\n"), 1)
        text = leak(above="// NOLINTBEGIN(refaudit-REF001)\n")
        self.expect(text + "// NOLINTEND(refaudit-REF001)\n", 1)

    def test_what_is_not_ours(self):
        for comment in (" // NOLINT", " // NOLINT(bugprone-x)", " // NOLINT()",
                        " // NOLINT(REF001)", " // NOLINTX(refaudit-REF001)",
                        " // NOLINT(refaudit-REF001"):
            self.expect(leak(comment), 0, "REF001")

    def test_not_needed_or_wrong(self):
        self.expect(CLEAN + "// NOLINT(refaudit-REF001)\n"
                    "int f(void) { return 1; } // NOLINT(refaudit-REF001)\n",
                    0, "SUP002", "SUP002")
        self.expect(leak(" // NOLINT(refaudit-REF001, refaudit-NUL001)"), 1,
                    "SUP002")
        self.expect(leak(" // NOLINT(refaudit-REF999)"), 0, "REF001",
                    "SUP001")
        self.expect(CLEAN + "// NOLINTEND(refaudit-REF001)\n", 0, "SUP001")

    def test_the_reason_is_kept(self):
        self.expect(leak(" // NOLINT(refaudit-REF001): the cache has it"), 1)
        self.assertEqual(self.sql("SELECT reason FROM suppression"),
                         [(": the cache has it",)])


class Fix(test_cli.Base):
    def fix(self, before, after, said=None, code=0, args=()):
        path = self.write("a.c", before)
        os.chmod(path, 0o640)
        p = self.run_it("check", "--fix", "--fail-on=never", *args, code=code)
        with open(path) as f:
            self.assertEqual(f.read(), after)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o640)
        self.assertEqual(os.listdir(self.src).count("a.c"), 1)
        if said:
            self.assertIn(said, p.stderr)
        else:
            self.assertNotIn("removed", p.stderr)
        return p

    def test_unused_ones_go(self):
        tail = "int f(void) { return 1; }"
        for comment in (" // refaudit: ignore[REF001] x",
                        "  /* refaudit: ignore[REF*, NUL001] x */"):
            self.fix(CLEAN + tail + comment + "\n", CLEAN + tail + "\n",
                     "1 comment that suppresses nothing removed")
        self.fix(CLEAN + "/* refaudit: ignore[REF001] one\n   and two */\n" +
                 tail + "\n", CLEAN + tail + "\n", "1 comment")
        self.fix("// refaudit: ignore-file[REF001] x\n" + CLEAN, CLEAN,
                 "1 comment")
        self.fix(CLEAN + "// refaudit: off[REF001] x\n" + tail +
                 "\n// refaudit: on[REF001]\n", CLEAN + tail + "\n",
                 "1 comment")
        self.fix(leak(" // refaudit: ignore[REF001, NUL001] x") +
                 tail + " // refaudit: ignore[EXC001] y\n",
                 leak(" // refaudit: ignore[REF001] x") + tail + "\n",
                 "2 comments that suppress nothing removed")
        self.assertEqual(self.run_it("check", "--fail-on=note",
                                     code=0).stdout, "")

    def test_expired_ones_go(self):
        self.fix(leak(" // refaudit: ignore[REF001] until=2020-01-01 x"),
                 leak(), "1 comment")

    def test_needed_ones_stay(self):
        for text in (leak(" // refaudit: ignore[REF001] x"),
                     leak(" // NOLINT(refaudit-REF001)"),
                     CLEAN + "// refaudit: ignore[REF001]\n",   # SUP001
                     CLEAN + "// refaudit: nothing of ours\n"):
            self.fix(text, text)

    def test_what_was_not_judged_stays(self):
        text = CLEAN + "// refaudit: ignore[REF001] x\nint f(void);\n"
        self.fix(text, text, args=("--select=EXC001",))
        bad = text + "#error no\n"
        self.fix(bad, bad, code=3)

    def test_what_says_several_things_is_left_to_people(self):
        text = CLEAN + ("/* refaudit: ignore[REF001] x\n"
                        "   refaudit: ignore[NUL001] y */\nint f(void);\n")
        self.fix(text, text, "remove them by hand")
        text = CLEAN + "int f(void); // NOLINT(refaudit-REF001, other)\n"
        self.fix(text, text, "remove them by hand")

    def test_a_file_that_cannot_be_written(self):
        if os.geteuid() == 0:
            self.skipTest("root may write anywhere")
        text = CLEAN + "int f(void); // refaudit: ignore[REF001] x\n"
        self.write("a.c", text)
        os.chmod(self.src, 0o555)
        self.addCleanup(os.chmod, self.src, 0o755)
        p = self.run_it("check", "--fix", "--no-db")
        self.assertIn("cannot write a.c", p.stderr)


class Counts(test_cli.Base):
    FILE = "refaudit-baseline.txt"

    def setUp(self):
        super().setUp()
        self.write("a.c", leak() + leak(name="two").replace(
            "#include <Python.h>", ""))
        self.write("b.c", leak(name="three"))
        self.run_it("baseline", "create", "--baseline-format=counts", code=0)

    def lines(self):
        with open(os.path.join(self.src, self.FILE)) as f:
            return [x for x in f.read().splitlines() if x[0] != "#"]

    def check(self, *args, code=0):
        return self.run_it("check", "--baseline", self.FILE, "--format=gcc",
                           *args, code=code)

    def test_as_many_are_known(self):
        self.assertEqual(self.lines(), ["a.c\tREF001\t2", "b.c\tREF001\t1"])
        self.assertEqual(self.check().stdout, "")
        self.write("b.c", leak(name="other").replace("PyList_New(1)",
                                                     "PyList_New(2)"))
        self.check()        # another one, but as many

    def test_more_are_shown(self):
        self.write("b.c", leak(name="three") + leak(name="four").replace(
            "#include <Python.h>", ""))
        p = self.check(code=1)
        self.assertEqual(p.stdout.count("error: "), 2)
        self.assertNotIn("a.c", p.stdout)
        self.run_it("baseline", "prune", code=0)
        self.assertEqual(len(self.lines()), 2)
        self.assertIn("b.c\tREF001\t1", self.lines())
        self.run_it("baseline", "update", code=0)
        self.assertIn("b.c\tREF001\t2", self.lines())
        self.check()

    def test_a_ratchet(self):
        self.check("--fail-on-improvement")
        self.write("a.c", leak())
        self.check()
        p = self.check("--fail-on-improvement", code=1)
        self.assertIn("'refaudit baseline prune'", p.stderr)
        self.check("--fail-on-improvement", "--exit-zero")
        self.run_it("baseline", "prune", code=0)
        self.assertEqual(self.lines(), ["a.c\tREF001\t1", "b.c\tREF001\t1"])
        self.check("--fail-on-improvement")
        self.write("a.c", "#include <Python.h>\n#error no\n")
        self.check("--fail-on-improvement", code=3)     # nobody knows
        self.write("a.c", CLEAN)
        self.run_it("baseline", "update", code=0)
        self.assertEqual(self.lines(), ["b.c\tREF001\t1"])

    def test_a_ratchet_of_findings(self):
        os.remove(os.path.join(self.src, self.FILE))
        self.run_it("baseline", "create", code=0)
        self.check("--fail-on-improvement")
        self.write("b.c", CLEAN)
        self.check("--fail-on-improvement", code=1)

    def test_bad_files(self):
        for line in ("a.c\tREF001\t0", "a.c\tREF001\tx", "a.c\tREF999\t1",
                     "a.c\tREF001\t1x", "\tREF001\t1", "a.c REF001 1"):
            self.write(self.FILE, "a.c\tREF001\t2\n%s\n" % line)
            p = self.check(code=2)
            self.assertIn("line 2 is not 'file, rule, count'", p.stderr)

    def test_all_gone_is_still_counts(self):
        self.write("a.c", CLEAN)
        self.write("b.c", CLEAN)
        self.run_it("baseline", "prune", code=0)
        self.assertEqual(self.lines(), [])
        self.write("b.c", leak(name="three"))
        self.run_it("baseline", "update", code=0)
        self.assertEqual(self.lines(), ["b.c\tREF001\t1"])


class IgnoreIn(test_cli.Base):
    """Rules that do not count in some files, by settings."""

    def setUp(self):
        super().setUp()
        self.write("a.c", leak())
        self.write("tests/deep/b.c", leak(name="other"))

    def check(self, *settings, code):
        self.write("pyproject.toml", "[tool.refaudit]\nignore-in = [%s]\n" %
                   ", ".join('"%s"' % s for s in settings))
        return self.run_it("check", "--format=gcc", code=code)

    def test_one_directory(self):
        p = self.check("tests/*: REF001,NUL* on purpose there", code=1)
        self.assertIn("a.c:", p.stdout)
        self.assertNotIn("b.c:", p.stdout)
        self.assertIn("1 suppressed by comments and --ignore-in", p.stderr)
        self.assertEqual(self.sql("SELECT source, reason FROM suppression"),
                         [("config", "on purpose there")])
        self.check("tests: leaked-reference x", "*.c: REF x", code=0)
        self.check("tests: EXC x", code=1)
        self.run_it("check", "--ignore-in=*.c: REF001 x", code=0)

    def test_a_comment_comes_first(self):
        self.write("a.c", leak(" // refaudit: ignore[REF001] here"))
        p = self.check("*.c: REF there", code=0)
        self.assertNotIn("SUP", p.stdout)
        self.assertEqual(self.sql("SELECT source FROM suppression ORDER BY 1"),
                         [("comment",), ("config",)])

    def test_faults(self):
        for setting, said in (
                ("tests", "has to be like"), (": REF001 x", "has to be like"),
                ("tests/*: REF001", "no reason"), ("tests/*:", "to be like"),
                ("tests/*: REF001 ", "no reason"),
                ("tests/*: REF0001 x", "did you mean"),
                ("tests/*: REF001,,NUL x", "")):
            p = self.check(setting, code=2)
            self.assertIn('--ignore-in "%s": ' % setting, p.stderr)
            self.assertIn(said, p.stderr)


class Suppress(test_cli.Base):
    """`refaudit suppress`: the comment that it writes is one that works."""

    def setUp(self):
        super().setUp()
        self.path = self.write("a.c", leak())
        self.run_it("check", code=1)

    def ids(self):
        return [row[0] for row in self.sql(
            "SELECT id FROM v_latest WHERE NOT suppressed ORDER BY line")]

    def text(self):
        with open(self.path, newline="") as f:
            return f.read()

    def suppress(self, *args, code=0):
        return self.run_it("suppress", *args, code=code)

    def again(self, text, n):
        """A file with n findings, analysed."""
        self.write("a.c", text)
        self.run_it("check", "--fail-on=never", code=0)
        self.assertEqual(len(self.ids()), n)

    def test_one(self):
        p = self.suppress(*self.ids(), "--reason", "the cache owns it")
        line = "        /* refaudit: ignore[REF001] the cache owns it */\n"
        self.assertEqual(self.text(), leak(above=line))
        self.assertIn("\n+" + line, p.stdout)
        self.assertIn("+++ b/a.c\n", p.stdout)
        p = self.suppress(*self.ids(), "-m", "twice", code=2)
        self.assertIn("suppresses REF001 already", p.stderr)
        self.run_it("check", code=0)
        self.assertEqual(self.ids(), [])

    def test_only_shown(self):
        p = self.suppress(*self.ids(), "-m", "x", "--diff", "-q")
        self.assertIn("+        /* refaudit: ignore[REF001] x */", p.stdout)
        self.assertEqual(self.text(), leak())

    def test_until(self):
        self.suppress(*self.ids(), "-m", "x", "--until=2099-01-31", "-q")
        self.assertIn("ignore[REF001] until=2099-01-31 x */", self.text())
        self.run_it("check", code=0)

    def test_what_would_not_do(self):
        for args in ([], ["-m", ""], ["-m", " "], ["-m", "a */ b"],
                     ["-m", "a\nb"], ["-m", "x", "--until=2001-01-31"],
                     ["-m", "x", "--until=soon"], ["-m", "--- ..."]):
            self.suppress(*self.ids(), *args, code=2)
        self.suppress("0123abcd", "-m", "x", code=2)
        self.write("a.c", "\n" + leak())
        p = self.suppress(*self.ids(), "-m", "x", code=2)
        self.assertIn("has changed since it was analysed", p.stderr)
        self.assertEqual(self.text(), "\n" + leak())

    def test_one_after_the_other(self):
        """What the command itself has written is no change."""
        self.again(leak(name="f") + leak(name="g") + leak(name="h"), 3)
        f, g, h = self.ids()
        for id_ in g, h, f:
            self.suppress(id_, "-m", "x", "-q")
        self.assertEqual(self.text().count("refaudit: ignore"), 3)
        self.run_it("check", code=0)

    def test_several_exits(self):
        """One comment, where the reference comes from."""
        self.again(LEAK.replace("    PyList_SET", """\
    if (PyObject_IsTrue(s) < 0) {
        Py_DECREF(s);
        return NULL;
    }
    PyList_SET"""), 1)
        self.suppress(*self.ids(), "-m", "x", "-q")
        self.assertIn("ignore[REF001] x */\n    PyObject *list = PyList_New",
                      self.text())
        self.run_it("check", code=0)

    def test_line_ends(self):
        self.again(leak().replace("\n", "\r\n"), 1)
        self.suppress(*self.ids(), "-m", "x", "-q")
        self.assertEqual(self.text().count("\n"), self.text().count("\r\n"))
        self.run_it("check", code=0)

    def test_inside_a_macro(self):
        head, body = leak().split("\n", 1)
        macro = "#define BODY \\\n" + body.strip().replace("\n", " \\\n")
        self.again(head + "\n" + macro + "\nBODY\n", 1)
        self.suppress(*self.ids(), "-m", "x", "-q")
        self.assertIn("x */\nBODY\n", self.text())
        self.run_it("check", code=0)

    def test_from_below(self):
        os.mkdir(os.path.join(self.src, "sub"))
        id_ = self.ids()[0]
        self.src = os.path.join(self.src, "sub")
        self.suppress(id_, "-m", "x", "-q")
        self.assertIn("ignore[REF001]", self.text())


if __name__ == "__main__":
    unittest.main()

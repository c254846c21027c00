"""Verdicts, by options, asked for, and in files.

Usage: test_triage.py REFAUDIT [unittest arguments]
"""
import json
import os
import subprocess
import unittest

import test_cli
from test_cli import LEAK, REFAUDIT


def leak(name):
    return LEAK.replace("make_pair", name)


class Triage(test_cli.Base):
    def setUp(self):
        super().setUp()
        for name in ("one", "two", "three"):
            self.write(name + ".c", leak(name))
        self.run_it("check", code=1)
        self.ids = dict(self.sql("SELECT file, id FROM v_latest"))

    def triage(self, *args, code=0, **more):
        return self.run_it("triage", "--author=ann", *args, code=code, **more)

    def ask(self, answers, *args):
        p = subprocess.run([REFAUDIT, "triage", "--author=ann", *args],
                           cwd=self.src, input=answers, text=True,
                           capture_output=True, timeout=60,
                           env=self.environment())
        self.assertEqual(p.returncode, 0, p.stderr)
        return p.stdout

    def verdicts(self, what="verdict"):
        return [row[0] for row in self.sql(
            "SELECT %s FROM triage ORDER BY at" % what)]

    def test_by_options(self):
        self.triage(self.ids["one.c"], "--verdict=false-positive",
                    "--why=infeasible-path", "-m", "it cannot")
        self.assertEqual(
            self.sql("SELECT verdict, why, comment, author, confidential, "
                     "body_hash = (SELECT body_hash FROM finding LIMIT 1) "
                     "FROM triage"),
            [("false-positive", "infeasible-path", "it cannot", "ann", 0, 1)])
        p = self.run_it("check", "--format=gcc", code=1)
        self.assertNotIn("one.c", p.stdout)
        self.assertIn("two.c", p.stdout)
        out = self.run_it("list", "--verdict=false-positive", code=0).stdout
        self.assertIn("one.c", out)
        self.assertNotIn("two.c", out)
        self.assertNotIn("one.c", self.run_it("list", "--queue").stdout)

    def test_a_verdict_is_looked_at_again_when_the_code_changes(self):
        self.triage(*self.ids.values(), "--verdict=intentional", "-m", "so")
        self.run_it("check", code=0)
        self.write("one.c", "\n/* moved */\n" + leak("one"))
        self.run_it("check", code=0)
        self.write("one.c", leak("one").replace("return list;",
                                                "list = list; return list;"))
        p = self.run_it("check", "--format=gcc", code=1)
        self.assertIn("one.c", p.stdout)
        self.assertNotIn("two.c", p.stdout)
        self.assertIn("1 verdict to recheck", p.stderr)
        out = self.run_it("list", "--queue", code=0).stdout
        self.assertRegex(out, r"^\S+  REF001 .*one\.c.*\[intentional, recheck")
        self.assertEqual(out.count("\n"), 1)
        self.assertIn("recheck: judged intentional", self.ask("q\n"))
        self.ask("i\nstill so\n")
        self.run_it("check", code=0)

    def test_undo_and_history(self):
        one, two = self.ids["one.c"], self.ids["two.c"]
        self.triage(one, "--verdict=confirmed")
        self.triage(one, two, "--verdict=wont-fix", "-m", "old\x1b[31m code")
        self.triage(one, "--undo")
        self.assertEqual(self.verdicts(), ["confirmed", "wont-fix", "wont-fix",
                                           "confirmed"])
        self.triage(two, "--undo")
        self.assertEqual(self.verdicts()[-1], "unreviewed")
        out = self.triage("--history").stdout
        self.assertEqual(out.count("\n"), 5)
        self.assertNotIn("\x1b", out)
        out = self.triage("--history", one).stdout
        self.assertEqual(out.count("\n"), 3)
        self.assertRegex(out, r"^20\S+Z  %s  REF001  confirmed" % one)
        self.triage("--undo", self.ids["three.c"], code=2)

    def test_bad_words(self):
        one = self.ids["one.c"]
        for args, said in [
                ((one, "--verdict=false-positiv"), "did you mean"),
                ((one, "--verdict=false-positive"), "needs a reason"),
                ((one, "--verdict=wont-fix"), "needs a reason"),
                (("--verdict=confirmed",), "which finding"),
                ((one, "--why=oom-only"), "belong to a --verdict"),
                ((one, "--verdict=confirmed", "--undo"), "at a time"),
                (("zzzz", "--verdict=confirmed"), "no finding has this id"),
                (("zzzz",), "no finding has this id"),
                (("--history", "zzzz"), "no finding has this id"),
                (("--import=none.json",), "none.json"),
                ((one, "--db=none.db", "--verdict=fixed"), "no such data")]:
            self.assertIn(said, self.triage(*args, code=2).stderr)
        self.assertEqual(self.verdicts(), [])

    def test_who(self):
        self.run_it("triage", self.ids["one.c"], "--verdict=confirmed",
                    env={"REFAUDIT_AUTHOR": "eve"}, code=0)
        home = os.path.join(self.dir, "home")
        os.mkdir(home)
        env = {"HOME": home, "LOGNAME": "login", "XDG_CONFIG_HOME": home,
               "GIT_CONFIG_NOSYSTEM": "1"}
        self.run_it("triage", self.ids["one.c"], "--verdict=confirmed",
                    env=env, code=0)
        with open(os.path.join(home, ".gitconfig"), "w") as f:
            f.write("[user]\nname = G. I. T.\n")
        self.run_it("triage", self.ids["one.c"], "--verdict=confirmed",
                    env=env, code=0)
        self.assertEqual(self.verdicts("author"), ["eve", "login", "G. I. T."])

    def test_asked(self):
        out = self.ask("?\nx\np\nf\n2\nno\ns\nc\n\n")
        self.assertIn("[1/3]", out)
        self.assertIn("undo your last verdict", out)
        self.assertIn("PyList_New(", out)       # the line it rests on
        self.assertIn("--model", out)
        self.assertIn("2 of 3 judged", out)
        self.assertEqual(self.sql("SELECT verdict, why, comment FROM triage "
                                  "ORDER BY at"),
                         [("false-positive", "wrong-api-model", "no"),
                          ("confirmed", None, "")])
        out = self.ask("u\nq\n", self.ids["three.c"])
        self.assertIn("[1/1]", out)
        self.assertIn("1 of 1 judged", self.ask("i\n\n\nwhy not\n"))
        self.assertEqual(self.verdicts("comment")[-1], "why not")

    def test_the_end_of_input_ends_it(self):
        for answers in ("", "f\n", "f\n1\n", "i\n\n", "s", "c\n"):
            self.ask(answers)
        self.assertEqual(self.verdicts(), [])
        self.run_it("triage", "--author=ann", code=0)

    def test_nothing_to_judge(self):
        self.triage(*self.ids.values(), "--verdict=confirmed")
        self.assertEqual(self.ask(""), "nothing to judge\n")

    def test_precision(self):
        self.assertIn("no verdicts",
                      self.run_it("list", "--precision", code=0).stderr)
        self.triage(self.ids["one.c"], self.ids["two.c"],
                    "--verdict=confirmed")
        self.triage(self.ids["three.c"], "--verdict=false-positive",
                    "--why=immortal-object")
        out = self.run_it("list", "--precision", code=0).stdout
        self.assertRegex(out, r"(?m)^REF001 +3 +2 +1 +67%  immortal-object:1$")

    def test_to_a_file_and_back(self):
        self.triage(self.ids["one.c"], "--verdict=confirmed")
        self.triage(self.ids["two.c"], "--verdict=wont-fix", "-m", "\u00fc\n")
        self.triage(self.ids["two.c"], "--verdict=confirmed", "--confidential")
        p = self.triage("--export=verdicts.json")
        self.assertIn("2 verdicts written, 1 confidential", p.stderr)
        old = self.sql("SELECT uuid, verdict, comment, author, at, body_hash "
                       "FROM triage WHERE confidential = 0 ORDER BY uuid")
        os.rename(self.db, self.db + ".old")
        self.run_it("check", code=1)
        p = self.triage("--import=verdicts.json")
        self.assertIn("2 added, 0 known, 0 about", p.stderr)
        self.assertEqual(self.sql("SELECT uuid, verdict, comment, author, at, "
                                  "body_hash FROM triage ORDER BY uuid"), old)
        self.assertIn("0 added, 2 known",
                      self.triage("--import=verdicts.json").stderr)
        a = self.triage("--export=-").stdout
        with open(os.path.join(self.src, "verdicts.json")) as f:
            self.assertEqual(f.read(), a)
        p = self.run_it("check", "--format=gcc", code=1)
        self.assertNotIn("two.c", p.stdout)

    def test_verdicts_of_another_history(self):
        """The colleague's database began after the file was renamed."""
        self.triage(self.ids["one.c"], "--verdict=confirmed")
        self.triage("--export=verdicts.json")
        os.rename(self.db, self.db + ".old")
        os.rename(os.path.join(self.src, "one.c"),
                  os.path.join(self.src, "new.c"))
        os.remove(os.path.join(self.src, "two.c"))
        self.run_it("check", code=1)
        self.assertIn("1 added", self.triage("--import=verdicts.json").stderr)
        self.assertEqual(self.sql("SELECT file FROM v_latest WHERE verdict = "
                                  "'confirmed'"), [("new.c",)])

    def test_bad_files(self):
        self.triage(self.ids["one.c"], "--verdict=confirmed")
        good = json.loads(self.triage("--export=-").stdout)
        self.triage(self.ids["one.c"], "--undo")

        def changed(**words):
            one = {**good["verdicts"][0], "uuid": "new", **words}
            return json.dumps({**good, "verdicts": [
                {**one, "uuid": "before", "verdict": "fixed"}, one]})
        for text, said in [
                ("", "import"), ("{", "import"), ("[]", "no verdicts"),
                ('{"format": "sarif"}', "no verdicts"),
                (json.dumps({**good, "version": 2}), "newer refaudit"),
                (changed(verdict="nice"), "verdict 2: nice is not"),
                (changed(at="now"), "not a time"),
                (changed(author=""), "author"),
                (changed(comment=7), "not an object of texts"),
                (changed(uuid=good["verdicts"][0]["uuid"], at="2000-01-01T"
                         "00:00:00Z"), "another verdict here"),
                (json.dumps({**good, "verdicts": [7]}), "verdict 1 is not")]:
            self.write("bad.json", text)
            p = self.triage("--import=bad.json", code=2)
            self.assertIn(said, p.stderr, text)
        self.assertEqual(len(self.verdicts()), 2)
        self.assertDatabaseSound()


if __name__ == "__main__":
    unittest.main()

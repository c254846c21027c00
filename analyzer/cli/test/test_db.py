"""The database as a file: info, merge, verify, prune, query, copy; killed
runs; several runs on one file.

Usage: test_db.py REFAUDIT [unittest arguments]
"""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

import test_cli
from test_cli import CLEAN, LEAK, REFAUDIT


def leak(name):
    return LEAK.replace("make_pair", name)


class Db(test_cli.Base):
    def setUp(self):
        super().setUp()
        self.write("one.c", leak("one"))
        self.write("two.c", leak("two"))
        self.run_it("check", code=1)

    def db_(self, *args, code=0):
        return self.run_it("db", *args, code=code)

    def judge(self, file, verdict, author, db=None):
        id_ = self.sql("SELECT id FROM v_latest WHERE file = '%s'" % file,
                       db)[0][0]
        args = ["--db", db] if db else []
        self.run_it("triage", id_, "--verdict", verdict, "-m", "so",
                    "--author", author, *args, code=0)

    def test_info_and_query(self):
        self.judge("one.c", "confirmed", "ann")
        out = self.db_("info").stdout
        self.assertRegex(out, r"runs +1\n")
        self.assertRegex(out, r"findings +2 in all runs, 2 different\n")
        self.assertRegex(out, r"verdicts +1\n")
        self.assertRegex(out, r"status +complete\n")
        out = self.db_("query", "SELECT file, verdict, py_name FROM v_latest "
                       "ORDER BY 1").stdout
        self.assertEqual(out, "file\tverdict\tpy_name\none.c\tconfirmed\t"
                         "\ntwo.c\tunreviewed\t\n")
        for sql in ("DELETE FROM run", "SELECT 1; SELECT 2", "nonsense",
                    "ATTACH 'new.db' AS x"):
            self.db_("query", sql, code=2)
        self.assertFalse(os.path.exists(os.path.join(self.src, "new.db")))
        self.assertNotIn("\x1b", self.db_("query", "SELECT char(27)").stdout)

    def test_bad_words(self):
        for args, said in ((("inf",), "did you mean"), (("query",), "what?"),
                           (("info", "x"), "too many"), (("merge",), "what?"),
                           (("merge", "none.db"), "no such database"),
                           (("merge", "one.c"), "not a findings database"),
                           (("info", "--db=none.db"), "no such database"),
                           (("prune", "--keep=0"), "at least 1"),
                           (("copy", "one.c"), "is there already")):
            self.assertIn(said, self.db_(*args, code=2).stderr)
        self.assertDatabaseSound()

    def test_merge_with_a_colleague(self):
        mine = os.path.join(self.src, "mine.db")
        hers = os.path.join(self.src, "hers.db")
        self.db_("copy", "mine.db")
        self.db_("copy", "hers.db")
        self.judge("one.c", "confirmed", "me", mine)
        self.judge("two.c", "intentional", "she", hers)
        self.write("more.c", leak("more"))
        self.run_it("check", "--db", hers, code=1)
        out = self.db_("merge", "hers.db", "--db", mine).stdout
        self.assertIn("+1 run, +3 findings, +1 different finding, +1 verdict", out)
        p = self.run_it("check", "--db", mine, "--format=gcc", code=1)
        self.assertNotIn("two.c", p.stdout)
        self.assertIn("one.c", p.stdout)
        self.assertEqual(self.sql("SELECT file, verdict, is_new FROM v_latest "
                                  "ORDER BY file", mine),
                         [("more.c", "unreviewed", 0),
                          ("one.c", "confirmed", 0),
                          ("two.c", "intentional", 0)])
        self.db_("merge", mine, hers, "--db", "all.db")
        self.db_("merge", hers, mine, "--db", "again.db")
        self.db_("merge", hers, "--db", "again.db")
        for name in ("all", "again"):
            self.db_("copy", name + ".copy", "--db", name + ".db")
        with open(os.path.join(self.src, "all.copy"), "rb") as a, \
                open(os.path.join(self.src, "again.copy"), "rb") as b:
            self.assertEqual(a.read(), b.read())
        self.assertIn("nothing wrong", self.db_("verify", "--db=all.db").stdout)

    def test_verify_finds_damage(self):
        self.assertIn("nothing wrong", self.db_("verify").stdout)
        con = sqlite3.connect(self.db)
        con.execute("UPDATE issue SET uid = 'short' WHERE id = 1")
        con.execute("UPDATE finding SET file_id = 99 WHERE id = 2")
        con.commit()
        con.close()
        out = self.db_("verify", code=1).stdout
        self.assertIn("has no proper name", out)
        self.assertIn("refers to a row of file that is not there", out)

    def test_a_schema_that_allows_anything(self):
        """Texts that we never leave out may be missing elsewhere."""
        self.judge("one.c", "confirmed", "ann")
        con = sqlite3.connect(self.db)
        con.execute("PRAGMA writable_schema = 1")
        for name, sql in con.execute("SELECT name, sql FROM sqlite_schema "
                                     "WHERE type = 'table' AND sql NOT NULL"
                                     ).fetchall():
            con.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ? AND "
                        "type = 'table'",
                        (sql.replace(" NOT NULL", "").replace(
                            "STRICT, ", "").replace(" STRICT", ""), name))
        con.commit()
        tables = [(t, [r[1] for r in con.execute("PRAGMA table_info(%s)" % t)])
                  for (t,) in con.execute("SELECT name FROM sqlite_schema "
                                          "WHERE type = 'table'")]
        con.close()
        for table, columns in tables:
            for column in columns:
                shutil.copy(self.db, os.path.join(self.src, "bad.db"))
                con = sqlite3.connect(os.path.join(self.src, "bad.db"))
                con.execute("PRAGMA ignore_check_constraints = 1")
                try:
                    con.execute('UPDATE %s SET "%s" = NULL' % (table, column))
                except sqlite3.Error:
                    continue        # a key, or append-only
                finally:
                    con.commit()
                    con.close()
                for args in (("export", "text"),
                             ("triage", "--history")):
                    p = self.run_it(*args, "--db=bad.db")
                    self.assertIn(p.returncode, (0, 2, 3, 4), (table, column,
                                                            args))

    def test_prune(self):
        self.judge("two.c", "confirmed", "ann")
        os.remove(os.path.join(self.src, "two.c"))
        for i in range(3):
            self.write("one.c", "/* %d */\n" % i + leak("one"))
            self.run_it("check", code=1)
        self.assertIn("2 runs emptied", self.db_("prune", "--keep=2").stdout)
        self.assertIn("0 runs emptied", self.db_("prune", "--keep=2").stdout)
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(1,)])
        self.assertEqual(self.sql("SELECT count(*) FROM file_text"), [(2,)])
        self.assertDatabaseSound()
        self.write("two.c", leak("two"))
        p = self.run_it("check", code=1)
        self.assertEqual(self.sql("SELECT verdict, is_new FROM v_latest WHERE "
                                  "file = 'two.c'"), [("confirmed", 0)])

    def findings_of_runs(self, db=None):
        return [n for (n,) in self.sql(
            "SELECT (SELECT count(*) FROM v_finding f WHERE f.run_id = r.id) "
            "FROM run r ORDER BY r.id", db)]

    def test_nothing_new_takes_no_room(self):
        """A run that saw what the last one saw has its rows, whatever is
        asked; as soon as anything differs it has its own."""
        self.judge("two.c", "confirmed", "ann")
        tables = ("finding", "event", "run_function", "coverage", "type",
                  "suppression", "fix", "finding_place")
        rows = [self.sql("SELECT count(*) FROM " + t) for t in tables]
        types = self.run_it("list", "--types", "--format=json").stdout
        for _ in range(2):
            p = self.run_it("check", code=1)
            self.assertNotIn("new since", p.stderr)
        self.assertEqual(
            rows, [self.sql("SELECT count(*) FROM " + t) for t in tables])
        self.assertEqual(self.findings_of_runs(), [2, 2, 2])
        self.assertEqual(self.sql(
            "SELECT run_id, file, verdict, is_new, matched_by FROM v_latest "
            "ORDER BY 2"), [(3, "one.c", "unreviewed", 0, "strict"),
                            (3, "two.c", "confirmed", 0, "strict")])
        self.assertEqual(
            types, self.run_it("list", "--types", "--format=json").stdout)
        self.assertEqual(self.sql("SELECT DISTINCT last_run FROM issue"),
                         [(3,)])
        self.assertDatabaseSound()
        self.run_it("check", "--no-cache", code=1)
        self.write("two.c", "// refaudit: ignore-file[REF001] as it is\n" +
                   leak("two"))
        self.run_it("check", code=1)
        self.write("two.c", leak("two"))
        self.run_it("check", code=1)
        self.assertEqual(self.findings_of_runs(), [2, 2, 2, 2, 2, 2])
        self.assertEqual(self.sql("SELECT DISTINCT rows_of FROM run_rows "
                                  "ORDER BY 1"), [(1,), (4,), (5,), (6,)])
        self.db_("prune", "--keep=1")
        self.assertEqual(self.findings_of_runs(), [0, 0, 0, 0, 0, 2])

    def test_rows_of_another_run_last_as_long_as_it_does(self):
        for _ in range(3):
            self.run_it("check", code=1)
        self.db_("merge", self.db, "--db", "other.db")
        other = os.path.join(self.src, "other.db")
        self.assertEqual(self.findings_of_runs(other), [2, 2, 2, 2])
        self.assertIn("3 runs emptied", self.db_("prune", "--keep=1").stdout)
        self.assertEqual(self.sql("SELECT count(*) FROM v_latest"), [(2,)])
        self.assertDatabaseSound()
        self.write("one.c", CLEAN)
        self.assertIn("1 fixed", self.run_it("check", code=1).stderr)
        self.run_it("check", code=1)
        self.assertEqual(self.sql("SELECT file FROM v_latest"), [("two.c",)])
        self.assertDatabaseSound()

    def test_newer_and_older(self):
        con = sqlite3.connect(self.db)
        now = con.execute("PRAGMA user_version").fetchone()[0]
        con.execute("PRAGMA user_version = %d" % (now + 1))
        con.close()
        for args in (("db", "info"), ("list",), ("check",), ("triage",),
                     ("db", "merge", "x.db"), ("triage", "--history")):
            p = self.run_it(*args, code=2)
            self.assertIn("newer refaudit (schema %d" % (now + 1), p.stderr)
        con = sqlite3.connect(self.db)
        con.execute("PRAGMA user_version = %d" % now)
        con.close()
        self.make_old("old.db")
        self.assertIn("one.c", self.run_it("list", "--db=old.db",
                                           code=0).stdout)
        self.assertIn("schema        3", self.db_("info",
                                                  "--db=old.db").stdout)
        self.assertIn("nothing wrong", self.db_("verify",
                                                "--db=old.db").stdout)
        self.db_("merge", "old.db", "--db", "new.db")
        self.assertEqual(self.sql("SELECT count(*) FROM v_latest",
                                  os.path.join(self.src, "new.db")), [(2,)])
        old = os.path.join(self.src, "old.db")
        self.judge("one.c", "confirmed", "ann", old)
        self.run_it("check", "--db=old.db", code=1)
        self.assertIn("schema        %d" % now,
                      self.db_("info", "--db=old.db").stdout)
        self.assertDatabaseSound(old)
        self.assertEqual(self.sql("SELECT file, verdict, is_new FROM v_latest "
                                  "ORDER BY 1", old),
                         [("one.c", "confirmed", 0),
                          ("two.c", "unreviewed", 0)])

    def make_old(self, name):
        """What is in the database, as the program before wrote it."""
        con = sqlite3.connect(os.path.join(self.src, name))
        with open(os.path.join(os.path.dirname(__file__), "..", "..", "store",
                               "test", "schema-3.sql")) as f:
            con.executescript(f.read())
        con.execute("ATTACH ? AS now", (self.db,))
        for (table,) in con.execute("SELECT name FROM main.sqlite_schema "
                                    "WHERE type = 'table'").fetchall():
            columns = ", ".join(row[1] for row in con.execute(
                "PRAGMA main.table_info(%s)" % table))
            con.execute("INSERT INTO main.%s(%s) SELECT %s FROM now.%s" % (
                table, columns, columns, table))
        con.commit()
        con.close()

    def test_diff(self):
        p = self.db_("diff", code=2)
        self.assertIn("no two runs", p.stderr)
        self.run_it("check", code=1)
        self.assertEqual(self.db_("diff").stdout, "")
        self.write("one.c", leak("one").replace(
            "if (s == NULL)\n        return NULL;",
            "if (s == NULL) {\n        Py_DECREF(list);\n"
            "        return NULL;\n    }"))
        self.write("three.c", leak("three").replace("PyList", "PyTuple"))
        shutil.copy(self.db, os.path.join(self.dir, "old.db"))
        self.run_it("check", code=1)
        with open(self.db, "rb") as f:
            before = f.read()
        want = (r"fixed    [0-9a-f]{8}  REF001  one.c:11: reference.*\n"
                r"new      [0-9a-f]{8}  REF001  three.c:11: reference.*\n$")
        for args in [], ["2"], ["#1", "3"], [os.path.join(self.dir,
                                                          "old.db")]:
            self.assertRegex(self.db_("diff", *args).stdout, want)
        with open(self.db, "rb") as f:
            self.assertEqual(f.read(), before)
        back = self.db_("diff", "3", "1").stdout
        self.assertRegex(back, r"new .* one.c")
        p = self.db_("diff", "7", code=2)
        self.assertIn("no run '7'", p.stderr)

    def test_redacted_copy(self):
        self.judge("one.c", "confirmed", "ann.boss")
        id_ = self.sql("SELECT id FROM v_latest WHERE file='two.c'")[0][0]
        self.run_it("triage", id_, "--verdict=confirmed", "--confidential",
                    "--author=secret.agent", "-m", "hush", code=0)
        self.write("bad.c", "#include <Python.h>\n#include \"%s/no.h\"\n"
                   % self.dir)
        self.run_it("check", "--label", "shown", code=1)
        out = os.path.join(self.dir, "public.db")
        self.db_("copy", "--redact", out)
        with open(out, "rb") as f:
            data = f.read()
        for word in (self.dir, "ann.boss", "secret.agent", "hush", "two.c:",
                     "--label", os.path.realpath(self.dir), "/usr/include",
                     os.path.expanduser("~") + "/"):
            self.assertNotIn(word.encode(), data, word)
        self.assertIn(b"PyList_New", data)
        shown = self.run_it("list", "--db", out, code=0).stdout
        self.assertIn("one.c:11", shown)
        self.assertIn("[confirmed]", shown)
        self.assertNotIn("two.c", shown)
        self.assertIn("nothing wrong",
                      self.run_it("db", "verify", "--db", out).stdout)
        self.assertIn("reviewer 1", self.run_it(
            "triage", "--history", "--db", out, code=0).stdout)
        self.run_it("export", "html", "-o", "p.html", "--db", out, code=0)
        p = self.db_("merge", out, code=2)
        self.assertIn("redacted copy", p.stderr)

    def test_several_runs_on_one_file(self):
        for i in range(4):
            self.write("more%d.c" % i, leak("more%d" % i))
        self.judge("one.c", "confirmed", "ann")
        id_ = self.sql("SELECT id FROM v_latest WHERE file='two.c'")[0][0]
        runs = [self.start("check") for i in range(3)]
        words = [self.start("triage", id_, "--verdict=confirmed", "--author",
                            "a%d" % i) for i in range(3)]
        for p in runs:
            self.assertEqual(p.wait(120), 1, p.stderr.read())
        for p in words:
            self.assertEqual(p.wait(120), 0, p.stderr.read())
        for p in runs + words:
            p.stdout.close(), p.stderr.close()
        self.assertEqual(self.sql("SELECT status, count(*) FROM run GROUP BY "
                                  "1"), [("complete", 4)])
        self.assertEqual(self.sql("SELECT count(*), count(DISTINCT issue_id) "
                                  "FROM v_finding WHERE run_id > 1"),
                         [(18, 6)])
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(4,)])
        self.assertIn("nothing wrong", self.db_("verify").stdout)

    def test_killed_anywhere(self):
        """Every database that a killed run leaves behind can be read, holds
        all that was there before, and nothing that is half done."""
        self.judge("one.c", "confirmed", "ann")
        seed = random.Random(8)
        for i in range(6):
            self.write("more%d.c" % i, leak("more%d" % i))
        began = time.monotonic()
        self.run_it("check", "--db=other.db", code=1)
        length = time.monotonic() - began
        killed = 0
        for i in range(int(os.environ.get("REFAUDIT_KILLS", "20"))):
            p = subprocess.Popen([REFAUDIT, "check"], cwd=self.src,
                                 stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL,
                                 env=self.environment(),
                                 start_new_session=True)
            time.sleep(seed.random() * length)
            os.killpg(p.pid, signal.SIGKILL)
            killed += p.wait() == -signal.SIGKILL
            out = self.run_it("list", code=0).stdout
            self.assertIn("one.c", out)
            self.assertIn("nothing wrong", self.db_("verify").stdout)
            for rows in self.sql("SELECT r.status, (SELECT count(*) FROM "
                                 "v_finding f WHERE f.run_id = r.id) FROM "
                                 "run r"):
                self.assertIn(rows[1], {"complete": (2, 8)}.get(
                    rows[0], (0, 8)), rows)
            self.assertEqual(self.sql("SELECT verdict FROM triage"),
                             [("confirmed",)])
        self.assertGreater(killed, 0)
        self.run_it("check", code=1)
        self.assertEqual(self.sql("SELECT count(*) FROM v_latest"), [(8,)])
        self.assertEqual(self.sql("SELECT count(*) FROM run WHERE status = "
                                  "'running'"), [(0,)])


if __name__ == "__main__":
    unittest.main()

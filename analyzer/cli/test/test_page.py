"""The review page in a real browser, headless: Debian's chromium.

Exits with 77 (skipped) and the reason where there is none.
Usage: test_page.py REFAUDIT [unittest arguments]
"""
import glob
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
try:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    if os.path.realpath(sys.executable) != os.path.realpath(
            "/usr/bin/python3") and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("SKIPPED: python3-selenium is not installed")
    sys.exit(77)
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    print("SKIPPED: chromium and chromium-driver are not installed")
    sys.exit(77)

from page_base import Base

MANY = 30000
CYCLE = """\
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *next;
} NodeObject;

static int
node_set(NodeObject *self, PyObject *value, void *closure)
{
    Py_XINCREF(value);
    Py_XSETREF(self->next, value);
    return 0;
}

static PyGetSetDef node_getset[] = {
    {"next", NULL, (setter)node_set, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static void
node_dealloc(NodeObject *self)
{
    Py_XDECREF(self->next);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "spam.Node",
    .tp_basicsize = sizeof(NodeObject),
    .tp_dealloc = (destructor)node_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = node_getset,
    .tp_new = PyType_GenericNew,
};
"""


def browser(downloads, scripts=True):
    o = Options()
    o.binary_location = CHROMIUM
    for a in ("--headless=new", "--no-sandbox", "--disable-gpu",
              "--disable-dev-shm-usage", "--window-size=1500,950",
              "--user-data-dir=" + os.path.join(downloads, "profile")):
        o.add_argument(a)
    o.add_experimental_option("prefs", {
        "download.default_directory": downloads,
        "profile.managed_default_content_settings.javascript":
            1 if scripts else 2})
    o.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(DRIVER), options=o)


class Page(Base):
    scripts = True

    @classmethod
    def setUpClass(cls):
        cls.down = tempfile.mkdtemp(prefix="page-test.")
        cls.addClassCleanup(shutil.rmtree, cls.down, True)
        cls.b = browser(cls.down, cls.scripts)
        cls.addClassCleanup(cls.b.quit)

    def setUp(self):
        super().setUp()
        self.b.get("about:blank")
        self.b.get_log("browser")

    def open(self, url):
        self.b.get(url)
        self.wait(lambda: self.all("#code .row"))

    def wait(self, what, seconds=60):
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "the page does not do it")
            time.sleep(0.03)

    def all(self, css):
        return self.b.find_elements(By.CSS_SELECTOR, css)

    def text(self, css):
        return " ".join(self.js(
            "return [...document.querySelectorAll(arguments[0])]"
            ".map(e => e.textContent)", css))

    def js(self, code, *args):
        return self.b.execute_script(code, *args)

    def press(self, *keys):
        ActionChains(self.b).send_keys(*keys).perform()

    def assertQuiet(self):
        """No script failed and the policy stopped nothing."""
        self.assertEqual([e["message"] for e in self.b.get_log("browser")
                          if e["level"] in ("SEVERE", "WARNING")], [])

    def export(self):
        path = os.path.join(self.dir, "page.html")
        self.run_it("export", "html", "-o", path, code=0)
        return "file://" + path

    def grow(self, n):
        """The first finding n times, as n issues."""
        con = sqlite3.connect(self.db)
        last = "(SELECT max(id) FROM %s)"
        con.execute(
            "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k "
            "WHERE i < ?) INSERT INTO issue(id, uid, rule_id, first_run, "
            "last_run) SELECT 1000 + i, printf('%032x', i * 2654435761), "
            "rule_id, first_run, last_run FROM issue, k WHERE issue.id = "
            "(SELECT min(id) FROM issue)", (n,))
        con.execute(
            "INSERT INTO finding(id, run_id, issue_id, function_id, file_id, "
            "line, col, end_line, end_col, message, level, confidence, "
            "trigger, body_hash, subject) SELECT i.id, f.run_id, i.id, "
            "function_id, file_id, line, col, end_line, end_col, "
            "message || ' ' || i.id, level, confidence, trigger, body_hash, "
            "subject FROM finding f, issue i WHERE f.id = "
            "(SELECT min(id) FROM finding) AND i.id > 1000")
        con.execute(
            "INSERT INTO event(finding_id, seq, kind, file_id, function_id, "
            "line, col, end_line, end_col, message, ledger, fact, key_event) "
            "SELECT i.id, seq, kind, file_id, function_id, line, col, "
            "end_line, end_col, message, ledger, fact, key_event "
            "FROM event e, issue i WHERE e.finding_id = "
            "(SELECT min(id) FROM finding) AND i.id > 1000")
        con.commit()
        con.close()

    # ---- a path ----

    def test_step_through_a_path(self):
        self.serve()
        self.open(self.url)
        self.assertIn("leaked", self.text("h1"))
        on = lambda: self.text(".row.step.on .bubble")
        steps = self.text("#side .steps .bubble").split()
        self.assertGreater(len(steps), 2)
        self.assertEqual(on(), steps[0])
        for n in steps[1:]:
            self.press("n")
            self.assertEqual(on(), n)
        self.assertIn("expected 0", self.text("#side .state"))
        self.assertIn("exception", self.text("#side .state"))
        self.assertEqual(len(self.all("svg.arrows .arrow")), len(steps) - 1)
        self.assertEqual(len(self.all("svg.arrows .arrow.on")), 1)
        self.press("p")
        self.assertEqual(on(), steps[-2])
        self.press("[")
        self.assertEqual(on(), steps[0])
        marked = self.text(".mark.on").replace(" ", "")
        self.assertIn("PyList_New(1)", marked)
        self.assertIn("because", self.text("#side .fact"))
        self.assertIn("new reference", self.text("#side .fact"))
        self.assertQuiet()

    # ---- verdicts ----

    def test_verdict_is_seen_everywhere(self):
        self.serve("--write", "--author", "Ada")
        self.open(self.url + "#" + self.uid()[:8])
        self.press("f")
        self.wait(lambda: self.all("dialog[open] [data-why]"))
        self.press(Keys.ENTER)
        self.assertTrue(self.all("dialog[open]"), "a reason is needed")
        self.press("2")
        self.assertIn("PyList_New(", self.text("dialog pre"))
        self.press("1", Keys.ENTER)
        self.wait(lambda: "false positive" in self.text("#toast"))
        self.assertEqual(
            self.sql("SELECT verdict, why, author FROM triage"),
            [("false-positive", "infeasible-path", "Ada")])
        self.assertIn("false", self.run_it("show", self.uid()[:8]).stdout)
        self.assertIn("false-positive", self.run_it(
            "triage", "--history").stdout)
        self.wait(lambda: "infeasible path" in self.text(".cards"))
        self.press("u")
        self.wait(lambda: self.text("#toast") == "undone")
        self.assertEqual(self.sql("SELECT verdict FROM v_triage"),
                         [("unreviewed",)])
        self.press("c")
        self.wait(lambda: "confirmed" in self.text("#toast"))
        self.assertEqual(self.sql("SELECT verdict FROM v_triage"),
                         [("confirmed",)])
        self.assertIn("1 of 1", self.text("#progress"))
        self.press("5")
        self.wait(lambda: "100 %" in self.text("#other"))
        self.press("6")
        self.wait(lambda: "Ada" in self.text("#other"))
        self.assertQuiet()

    def test_one_verdict_for_siblings(self):
        self.write("more.c", self.LEAK.replace("make_pair", "pair2") +
                   self.LEAK.split("*/")[1].replace("make_pair", "pair3"))
        self.run_it("check", code=1)
        self.serve("--write", "--author", "Ada")
        self.open(self.url)
        self.wait(lambda: "2 other places" in self.text("#siblings"))
        self.press("a", "c")
        self.wait(lambda: "confirmed, 3 findings" in self.text("#toast"))
        self.assertEqual(self.sql("SELECT verdict, count(*) FROM v_triage"),
                         [("confirmed", 3)])
        self.press("u")
        self.wait(lambda: self.text("#toast") == "undone")
        self.assertEqual(self.sql("SELECT DISTINCT verdict FROM v_triage"),
                         [("unreviewed",)])
        self.assertQuiet()

    def test_read_only(self):
        self.serve()
        self.open(self.url)
        self.press("c")
        self.wait(lambda: "read only" in self.text("#toast"))
        self.assertEqual(len(self.all(".verdicts button:enabled")), 0)
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(0,)])

    def test_verdicts_from_the_file(self):
        self.open(self.export())
        self.press("c")
        self.wait(lambda: self.all("dialog[open] input"))
        self.press("Grace", Keys.ENTER)
        self.wait(lambda: "confirmed" in self.text("#toast"))
        self.b.refresh()
        self.wait(lambda: "1 of 1" in self.text("#progress"))
        self.all("#save")[0].click()
        found = lambda: glob.glob(os.path.join(self.down, "triage*.json"))
        self.wait(found)
        self.run_it("triage", "--import", found()[0], code=0)
        self.assertEqual(self.sql("SELECT verdict, author FROM triage"),
                         [("confirmed", "Grace")])
        self.assertQuiet()

    # ---- the other pages ----

    def test_types_runs_coverage(self):
        self.write("node.c", CYCLE)
        self.run_it("check", code=1)
        self.serve()
        self.open(self.url)
        self.press("2")
        self.wait(lambda: self.all("svg.types .type"))
        self.assertIn("Node", self.text("svg.types .type"))
        self.assertIn("next", self.text("svg.types .label.hidden"))
        self.press("3")
        self.wait(lambda: self.all(".st-new"))
        self.assertRegex(self.text(".st-new"), "[1-9] new")
        self.assertIn("1 unchanged", self.text(".st-unchanged"))
        self.press("4")
        self.wait(lambda: "Everything was analysed" in self.text("#other"))
        self.press("1")
        self.js("setFilter('scope', 'new'); select(list.find(r => r.isNew))")
        self.js("refilter()")
        self.assertNotIn("make_pair", self.text("#list"))
        self.js("setFilter('scope', 'all'); setFilter('text', 'Node')")
        self.wait(lambda: self.all("#finding svg.types .type.focus"))
        self.assertQuiet()

    def test_a_new_run_is_read(self):
        self.serve()
        self.open(self.url)
        self.write("node.c", CYCLE)
        self.run_it("check", code=1)
        before = len(self.all(".item"))
        self.press("r")
        self.wait(lambda: len(self.all(".item")) > before)

    # ---- hostile input ----

    def test_hostile_names_stay_text(self):
        bad = "<img src=x onerror=boo()>"
        self.write(bad + ".c", self.LEAK.replace("make_pair", "pair2"))
        self.write("'\"><script>boo()<!--.c",
                   self.LEAK.replace("make_pair", "pair3"))
        self.write("build.c", '#include <Python.h>\n\nPyObject *\n'
                   'build(int i)\n{\n    return Py_BuildValue("<b '
                   'onclick=boo()>y#", i);\n}\n')
        self.run_it("check", code=1)
        con = sqlite3.connect(self.db)
        con.execute("UPDATE rule SET title = ?, help_md = ?", (bad, bad))
        con.execute("UPDATE run SET label = ?", (bad,))
        con.execute("UPDATE finding SET message = message || ?",
                    (bad + "</script>\u202e",))
        con.execute("UPDATE event SET message = message || ?, fact = ?",
                    (bad + "</script>", bad))
        con.commit()
        con.close()
        self.serve("--write", "--author", bad)
        for url in self.url, self.export():
            self.open(url)
            for _ in range(4):
                self.press("n", "j")
            self.wait(lambda: bad in self.text("#code, h1"))
            for tab in "23456":
                self.press(tab)
                time.sleep(0.2)
            self.press("1")
            self.assertEqual(self.all("img, iframe, b[onclick]"), [])
            self.assertEqual(self.js("return typeof boo"), "undefined")
            self.assertIn("U+202E", self.text("h1"))
            self.assertQuiet()

    def test_damaged_answers(self):
        """Ledgers and slots that are no JSON cost nothing but themselves."""
        self.write("node.c", CYCLE)
        self.run_it("check", code=1)
        con = sqlite3.connect(self.db)
        con.execute("PRAGMA ignore_check_constraints = ON")
        con.execute("UPDATE event SET ledger = '{nonsense'")
        con.execute("UPDATE type SET slots = '{nonsense'")
        con.execute("UPDATE event SET line = 99999, col = 99999")
        con.commit()
        con.close()
        self.serve()
        self.open(self.url)
        self.press("n", "2", "1", "j")
        self.assertQuiet()

    # ---- many ----

    def test_texts_that_are_not_there(self):
        """A database from elsewhere, whose columns may be NULL."""
        con = sqlite3.connect(self.db)
        con.execute("PRAGMA writable_schema = ON")
        con.execute("UPDATE sqlite_schema SET sql = replace(sql, "
                    "'TEXT NOT NULL', 'TEXT') WHERE type = 'table'")
        version = con.execute("PRAGMA schema_version").fetchone()[0]
        con.execute("PRAGMA schema_version = %d" % (version + 1))
        con.commit()
        con.close()
        con = sqlite3.connect(self.db)
        for column in ("finding.message", "event.message", "function.name",
                       "file.path", "file_text.text", "rule.title",
                       "rule.slug", "run.tool_version"):
            con.execute("UPDATE %s SET %s = NULL" % tuple(column.split(".")))
        con.commit()
        con.close()
        self.serve("--write", "--author", "Ada")
        for url in self.url, self.export():
            self.b.get(url)
            self.wait(lambda: self.all("#list .item"))
            for key in "23456":
                self.press(key)
            self.press("1")
            self.press("c")
            self.wait(lambda: "1 of 1" in self.text("body"))
            self.assertQuiet()

    def test_thirty_thousand(self):
        self.grow(MANY)
        self.serve("--write", "--author", "Ada")
        self.open(self.url)
        self.assertIn(str(MANY + 1), self.text("#counts"))
        self.assertLess(len(self.all(".item")), 60)
        self.js("document.getElementById('list').scrollTop = 1e9")
        self.wait(lambda: str(1000 + MANY) in self.text(".item"))
        self.assertLess(len(self.all(".item")), 60)
        self.all("#search")[0].send_keys("leaked 1234")
        self.wait(lambda: "of" not in self.text("#counts") or
                  str(MANY) not in self.text("#counts"))
        self.press(Keys.ESCAPE)
        self.press("j", "j", "c")
        self.wait(lambda: "confirmed" in self.text("#toast"))
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(1,)])
        began = time.monotonic()
        self.press("j")
        self.assertLess(time.monotonic() - began, 5)
        self.assertQuiet()


class Plain(Page):
    scripts = False

    def test_without_scripts(self):
        self.b.get(self.export())
        self.assertIn("leaked", self.all("noscript h2")[0].text)
        self.assertGreater(len(self.all("noscript ol li")), 2)


for name in list(vars(Page)):
    if name.startswith("test_"):
        setattr(Plain, name, None)

def starts():
    """Some places have a browser and no way for it to run."""
    place = tempfile.mkdtemp(prefix="page-test.")
    try:
        browser(place).quit()
    except WebDriverException as problem:
        print("SKIPPED: chromium does not start:",
              str(problem).splitlines()[0])
        return False
    finally:
        shutil.rmtree(place, True)
    return True


if __name__ == "__main__":
    if not starts():
        sys.exit(77)
    unittest.main(verbosity=1)

"""The real program on real input: options, exit codes, databases.

Usage: test_cli.py REFAUDIT [unittest arguments]
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
with open(REFAUDIT, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()

CLEAN = """\
#include <Python.h>

PyObject *
number(PyObject *self, PyObject *args)
{
    return PyLong_FromLong(1);
}
"""

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

# The preprocessor recurses without end: libclang never comes back.
HANG = """\
#include <Python.h>
#define TWICE(x) x x
#define A(x) TWICE(TWICE(TWICE(TWICE(TWICE(TWICE(TWICE(TWICE(x))))))))
int numbers[] = { A(A(A(A(1,)))) };
"""

CRASH = "#include <Python.h>\n#pragma clang __debug crash\n"


def workers_of(pid):
    out = subprocess.run(["ps", "-e", "-o", "ppid="], text=True,
                         capture_output=True).stdout
    return [int(p) for p in out.split()].count(pid)


class Base(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="cli-test.")
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.tmp = os.path.join(self.dir, "tmp")
        os.mkdir(self.tmp)
        self.src = os.path.join(self.dir, "src")
        os.mkdir(self.src)
        self.db = os.path.join(self.src, ".refaudit", "findings.db")

    def write(self, name, text):
        path = os.path.join(self.src, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        mode = "wb" if isinstance(text, bytes) else "w"
        with open(path, mode) as f:
            f.write(text)
        return path

    def environment(self, **more):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith("REFAUDIT_")}
        return {**env, "TMPDIR": self.tmp,
                "XDG_CACHE_HOME": os.path.join(self.dir, "cache"), **more}

    def run_it(self, *args, code=None, env={}, **more):
        p = subprocess.run([REFAUDIT, *args], cwd=self.src, text=True,
                           errors="replace", timeout=300,
                           stdin=subprocess.DEVNULL,
                           env=self.environment(**env),
                           **{"stdout": subprocess.PIPE,
                              "stderr": subprocess.PIPE, **more})
        if code is not None:
            self.assertEqual(p.returncode, code, (args, p.stdout, p.stderr))
        return p

    def start(self, *args):
        return subprocess.Popen([REFAUDIT, *args], cwd=self.src, text=True,
                                stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE,
                                env=self.environment())

    def sql(self, query, db=None):
        con = sqlite3.connect("file:%s?mode=ro" % (db or self.db), uri=True)
        try:
            return con.execute(query).fetchall()
        finally:
            con.close()

    def assertDatabaseSound(self, db=None):
        self.assertEqual(self.sql("PRAGMA integrity_check", db), [("ok",)])
        self.assertEqual(self.sql("PRAGMA foreign_key_check", db), [])

    def assertNothingLeft(self):
        self.assertEqual(os.listdir(self.tmp), [])


class Options(Base):
    def test_version_and_help(self):
        out = self.run_it("--version", code=0).stdout
        self.assertRegex(out, r"^refaudit \d+\.\d+\.\d+\n$")
        out = self.run_it("--help", code=0).stdout
        commands = re.findall(r"^  ([a-z-]+) ", out, re.M)
        self.assertIn("check", commands)
        for command in commands:
            text = self.run_it(command, "--help", code=0).stdout
            self.assertIn("Usage: refaudit %s" % command, text)
            self.assertEqual(text, self.run_it("help", command).stdout)
            self.assertLessEqual(max(map(len, text.splitlines())), 79)
        self.assertNotIn("--dump", self.run_it("check", "--help").stdout)

    def test_declared_profile(self):
        setter = """#include <Python.h>
typedef struct { PyObject_HEAD PyObject *hook; } Spam;
static int
set_hook(Spam *self, PyObject *value, void *closure)
{
    Py_XINCREF(value);
    Py_XSETREF(self->hook, value);
    return 0;
}
PyGetSetDef spam[] = {{"hook", NULL, (setter)set_hook}, {NULL}};
"""
        self.write("spam.c", setter)
        check = ["check", "--no-db", "--format", "gcc"]
        self.assertNotIn("FTH003", self.run_it(*check).stdout)
        out = self.run_it(*check, "--profile", "ft", code=1).stdout
        self.assertIn("FTH003", out)
        self.write("eggs.c", CLEAN + "/* Py_MOD_GIL_NOT_USED */\n")
        self.assertIn("FTH003", self.run_it(*check, code=1).stdout)
        out = self.run_it(*check, "--ignore", "FTH*", code=0).stdout
        self.assertNotIn("FTH003", out)

    def test_no_arguments(self):
        p = self.run_it(code=2)
        self.assertIn("Commands:", p.stderr)

    def test_did_you_mean(self):
        for args, said in [
            (["chekc"], "did you mean 'check'"),
            (["check", "--slect=REF001"], "did you mean '--select'"),
            (["check", "--fail-on=eror"], "did you mean 'error'"),
            (["check", "--fail-on", "xyzzy"], "error, warning, note, never"),
            (["check", "--triggers=any-cal"], "did you mean 'any-call'"),
            (["check", "--select=leaked-referense"],
             "did you mean 'leaked-reference'"),
            (["check", "--select=REF001", "--ignore=REF"], "no rule"),
            (["check", "--jobs=many"], "not a number"),
            (["check", "--timeout"], "--timeout"),
            (["check", "-Q"], "has no option"),
            (["show"], "usage"),
            (["list", "extra"], "takes no argument 'extra'"),
            (["explain", "PyList_SetItm"], "did you mean 'PyList_SetItem'"),
            (["explain", "REF01"], "did you mean 'REF001'"),
        ]:
            with self.subTest(args=args):
                p = self.run_it(*args, code=2)
                self.assertIn(said, p.stderr)
                self.assertEqual(p.stdout, "")

    def test_every_option_that_the_help_names_is_taken(self):
        text = self.run_it("check", "--help").stdout
        self.write("a.c", CLEAN)
        for name, arg in re.findall(r"^ .*?--([a-z-]+)(.*)$", text, re.M):
            with self.subTest(option=name):
                if name == "help":
                    continue
                value = {
                    "compile-db": "missing", "model": "missing",
                    "python": "missing", "exclude": "x", "select": "REF001",
                    "ignore": "NUL001", "label": "x", "output": "out.txt",
                    "db": "x.db", "format": "gcc", "triggers": "all",
                }.get(name, arg.split()[0].split("|")[0] if arg.split()
                      else "")
                value = {"N": "1", "[=N]": "1", "SECONDS": "9"}.get(value,
                                                                   value)
                has_arg = bool(re.match(r"[ \[]\S", arg))
                p = self.run_it("check", "a.c", "--%s%s" % (
                    name, "=" + value if has_arg else ""))
                self.assertNotIn("has no option", p.stderr)
                self.assertNotIn("not a number", p.stderr)
                self.assertNotIn("--%s: no '" % name, p.stderr)

    def test_environment_and_file(self):
        self.write("a.c", LEAK)
        self.run_it("check", code=1)
        self.run_it("check", code=0, env={"REFAUDIT_FAIL_ON": "never"})
        self.run_it("check", "--fail-on=error", code=1,
                    env={"REFAUDIT_FAIL_ON": "never"})
        p = self.run_it("check", code=2, env={"REFAUDIT_FAIL_ON": "nevr"})
        self.assertIn("REFAUDIT_FAIL_ON", p.stderr)
        self.assertIn("did you mean 'never'", p.stderr)

    def test_configuration_file(self):
        if sys.version_info < (3, 11):
            self.skipTest("no tomllib")
        python = ("--python", sys.executable)
        self.write("a.c", LEAK)
        self.write("pyproject.toml", "[tool.refaudit]\nfail-on = 'never'\n")
        env = {"PATH": os.path.dirname(sys.executable) + ":"
               + os.environ["PATH"], "VIRTUAL_ENV": ""}
        self.run_it("check", *python, code=0, env=env)
        self.run_it("check", *python, "--fail-on=error", code=1, env=env)
        self.write("pyproject.toml",
                   "[tool.refaudit]\nignore = ['REF*', 'NUL*']\n")
        self.run_it("check", *python, code=0, env=env)
        self.write("pyproject.toml", "[tool.refaudit]\nfail-onn = 'never'\n")
        p = self.run_it("check", *python, code=2, env=env)
        self.assertIn("did you mean 'fail-on'", p.stderr)
        self.write("pyproject.toml", "[tool.refaudit]\nfail-on = 3\n[\n")
        self.run_it("check", *python, code=2, env=env)


class Check(Base):
    def test_clean(self):
        self.write("a.c", CLEAN)
        p = self.run_it("check", "a.c", code=0)
        self.assertEqual(p.stdout, "")
        self.assertRegex(p.stderr, r"1 file")
        self.assertIn("1 function", p.stderr)
        self.assertIn(".refaudit/findings.db", p.stderr)
        self.assertEqual(self.sql("SELECT status FROM run"), [("complete",)])
        self.assertNothingLeft()

    def test_finding(self):
        self.write("a.c", LEAK)
        p = self.run_it("check", code=1)
        self.assertRegex(p.stdout, r"a\.c:11:\d+: error: .*'list'")
        self.assertIn("exit 1", p.stderr)
        self.assertEqual(
            self.sql("SELECT rule, file, line, function FROM v_latest"),
            [("REF001", "a.c", 11, "make_pair")])
        self.assertDatabaseSound()
        listed = self.run_it("list", code=0).stdout
        self.assertIn("REF001", listed)
        shown = self.run_it("show", listed.split()[0], code=0).stdout
        self.assertIn("PyList_New", shown)
        p = self.run_it("show", "ffffffff", code=2)
        self.assertIn("refaudit list", p.stderr)

    def test_what_is_suggested_does_no_harm(self):
        """An object is not to be released before its last use."""
        self.write("a.c", """\
#include <Python.h>
PyObject *
f(PyObject *self, PyObject *a)
{
    PyObject *x = PyLong_FromLong(3000);
    return x == NULL ? NULL : Py_BuildValue("(OO)", x, a);
}
PyObject *
g(PyObject *self, PyObject *a)
{
    PyObject *x = PyLong_FromLong(3000);
    if (x == NULL)
        return NULL;
    x = PyObject_Str(x);
    return x;
}
PyObject *
h(PyObject *self, PyObject *a)
{
    PyObject *x = PyLong_FromLong(3000);
    if (x == NULL)
        return NULL;
    return PyObject_Str(a);
}
""")
        p = self.run_it("check", "--format=json", code=1)
        fixes = {f["function"]: f["fix"]
                 for f in json.loads(p.stdout)["findings"]}
        self.assertIn("before it is returned", fixes["f"])
        self.assertIn("before it is assigned", fixes["g"])
        self.assertEqual(fixes["h"], "add Py_DECREF(x); before this return")

    def test_paths_are_seen_from_here(self):
        self.write("sub/a.c", LEAK)
        self.write("other/b.h", "")
        self.write("setup.py", "")
        for cwd, path, shown in [(".", ".", "sub/a.c"), ("sub", ".", "a.c"),
                                 ("sub", "a.c", "a.c"),
                                 ("other", "../sub", "../sub/a.c"),
                                 ("..", "src", "src/sub/a.c"),
                                 ("/", self.src, None)]:
            with self.subTest(cwd=cwd, path=path):
                cwd = os.path.join(self.src, cwd)
                p = subprocess.run([REFAUDIT, "check", "--no-db", path],
                                   cwd=cwd, text=True, capture_output=True)
                file = p.stdout.split(":")[0]
                self.assertTrue(os.path.samefile(
                    os.path.join(cwd, file),
                    os.path.join(self.src, "sub", "a.c")), p.stdout)
                self.assertIn(file, (shown or file,))

    def test_header_for_many_tables(self):
        """The same text is another function in each unit."""
        self.write("put.h", "static inline void put_1(struct list *l, char *s)"
                            " { PUT(l, s); }\n")
        unit = """\
#include <Python.h>
#include <string.h>
struct list { char *last; size_t n; };
static void %s(struct list *l, char *s) { %s; }
#define PUT %s
#include "put.h"

int
note(struct list *l, const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        return -1;
    put_1(l, copy);
    return 0;
}
"""
        self.write("a.c", unit % ("count", "l->n += strlen(s)", "count"))
        self.write("b.c", unit % ("keep", "l->last = s", "keep"))
        p = self.run_it("check", "--format", "gcc", "a.c", "b.c", code=1)
        self.assertIn("a.c:15:", p.stdout)
        self.assertNotIn("b.c", p.stdout)

    def test_gate(self):
        self.write("a.c", LEAK)
        for args, code in [
            (["--exit-zero"], 0), (["--fail-on=never"], 0),
            (["--ignore=REF001"], 0), (["--ignore=leaked-reference"], 0),
            (["--select=REF"], 1), (["--select=nul*"], 0),
            (["--fail-on=note"], 1), (["--triggers=out-of-memory"], 0),
            (["--triggers=all"], 1), (["--min-confidence=possible"], 1),
        ]:
            with self.subTest(args=args):
                self.run_it("check", "--no-db", *args, code=code)
        self.assertFalse(os.path.exists(self.db))

    def test_hidden_findings_are_counted(self):
        self.write("a.c", LEAK)
        p = self.run_it("check", "--triggers=out-of-memory", code=0)
        self.assertEqual(p.stdout, "")
        self.assertRegex(p.stderr, r"1 more below --min-confidence or "
                                   r"outside --triggers")
        self.assertEqual(len(self.sql("SELECT * FROM v_latest")), 1)

    def test_output_and_formats(self):
        self.write("a.c", LEAK)
        p = self.run_it("check", "-o", "out.txt", "--format=gcc", code=1)
        self.assertEqual(p.stdout, "")
        with open(os.path.join(self.src, "out.txt")) as f:
            self.assertIn("error:", f.read())
        out = self.run_it("check", "--format=sarif", code=1).stdout
        results = json.loads(out)["runs"][0]["results"]
        self.assertEqual([r["ruleId"] for r in results], ["REF001"])
        p = self.run_it("check", "-o", "no/such/dir", code=2)
        self.assertIn("no/such/dir", p.stderr)

    def test_quiet(self):
        self.write("a.c", CLEAN)
        p = self.run_it("check", "-qq", code=0)
        self.assertEqual((p.stdout, p.stderr), ("", ""))

    def test_max_findings(self):
        for i in range(3):
            self.write("a%d.c" % i, LEAK)
        p = self.run_it("check", "--max-findings=2", code=1)
        self.assertEqual(p.stdout.count(": error:"), 2)
        self.assertIn("1 more than --max-findings", p.stderr)

    def test_model(self):
        self.write("a.c", CLEAN)
        good = self.write("good.api", "own(x) -> new | NULL!\n")
        bad = self.write("bad.api", "fine() -> new\nown(x) => new\n")
        self.run_it("check", "--model", good, code=0)
        p = self.run_it("check", "--model", bad, code=2)
        self.assertIn("bad.api:2:", p.stderr)
        p = self.run_it("check", "--model", "none.api", code=2)
        self.assertIn("none.api", p.stderr)
        self.assertIn("1 contract in 1 file",
                      self.run_it("model", "check", good, code=0).stdout)
        self.run_it("model", "check", bad, code=2)
        p = self.run_it("model", "chek", good, code=2)
        self.assertIn("check", p.stderr)

    def test_model_is_used(self):
        self.write("a.c", "#include <Python.h>\n"
                   "PyObject *own(PyObject *);\n"
                   "PyObject *f(PyObject *self, PyObject *a)\n{\n"
                   "    PyObject *x = own(a);\n    if (x == NULL)\n"
                   "        return NULL;\n    return PyLong_FromLong(1);\n"
                   "}\n")
        model = self.write("own.api", "own(x) -> new | NULL!\n")
        self.run_it("check", "--no-db", code=0)
        p = self.run_it("check", "--no-db", "--model", model, code=1)
        self.assertIn("'x'", p.stdout)

    def test_same_result_with_any_number_of_jobs(self):
        for i in range(6):
            self.write("a%d.c" % i, LEAK if i % 2 else CLEAN)
        one = self.run_it("check", "--no-db", "-j1", code=1).stdout
        many = self.run_it("check", "--no-db", "-j6", code=1).stdout
        self.assertEqual(one.count(": error:"), 3)
        self.assertEqual(one, many)

    def test_dump(self):
        self.write("a.c", CLEAN)
        p = self.run_it("check", "--dump=commands,ops,states,summary", "a.c",
                        code=0)
        self.assertIn("PyLong_FromLong", p.stdout)
        self.assertRegex(p.stdout, r"number\(.*\) -> ")
        self.assertRegex(p.stdout, r"(?m)^number: \d+ states$")
        self.assertRegex(p.stdout, r"(?m)^  b0 op 0: 1\n    no exception$")
        self.assertFalse(os.path.exists(self.db))


class Database(Base):
    def refused(self, *words, **more):
        """The database cannot be used: said at once, nothing is harmed."""
        self.write("a.c", LEAK)
        p = self.run_it("check", *more.pop("args", ()), code=2, **more)
        self.assertEqual(p.stdout, "")
        for word in words:
            self.assertIn(word, p.stderr)
        self.assertIn("--db", p.stderr)
        self.assertNothingLeft()

    def test_garbage(self):
        path = self.write("x.db", b"this is not a database" * 500)
        self.refused("x.db", args=("--db", path))
        with open(path, "rb") as f:
            self.assertEqual(f.read(), b"this is not a database" * 500)

    def test_foreign(self):
        path = os.path.join(self.src, "x.db")
        con = sqlite3.connect(path)
        con.execute("CREATE TABLE treasure(x)")
        con.commit()
        con.close()
        self.refused("x.db", args=("--db", path))
        self.assertEqual(self.sql("SELECT name FROM sqlite_master", path),
                         [("treasure",)])

    def test_newer(self):
        self.write("a.c", CLEAN)
        self.run_it("check", code=0)
        con = sqlite3.connect(self.db)
        con.execute("PRAGMA user_version = 99")
        con.commit()
        con.close()
        self.refused("newer")

    def test_cut_off(self):
        self.write("a.c", LEAK)
        self.run_it("check", code=1)
        size = os.path.getsize(self.db)
        with open(self.db, "r+b") as f:
            f.truncate(size // 2)
        p = self.run_it("check")
        self.assertIn(p.returncode, (2, 4))
        self.assertIn("findings.db", p.stderr)

    def test_directory(self):
        self.refused("not a file", args=("--db", self.src))

    def test_read_only(self):
        self.refused("--no-db", args=("--db", "/proc/x.db"))
        self.run_it("check", "--no-db", code=1)
        if os.geteuid() != 0:
            os.chmod(self.src, 0o555)
            self.addCleanup(os.chmod, self.src, 0o755)
            self.refused("--no-db")

    def test_no_run_is_no_clean_run(self):
        self.write("a.c", LEAK)
        self.run_it("check", code=1)
        con = sqlite3.connect(self.db)
        con.execute("UPDATE run SET status = 'interrupted'")
        con.commit()
        con.close()
        for args in (["list"], ["export", "sarif"], ["export", "html"],
                     ["list", "--not-analysed"]):
            p = self.run_it(*args, code=3)
            self.assertEqual(p.stdout, "")
            self.assertIn("no run has come to its end yet", p.stderr)

    def test_no_database_yet(self):
        for args in ["list"], ["show", "aa"], ["list", "--not-analysed"]:
            p = self.run_it(*args, code=2)
            self.assertIn("refaudit check", p.stderr)

    def test_list_from_below(self):
        self.write("a.c", LEAK)
        os.mkdir(os.path.join(self.src, "sub"))
        self.run_it("check", code=1)
        p = subprocess.run([REFAUDIT, "list"], text=True,
                           cwd=os.path.join(self.src, "sub"),
                           capture_output=True)
        self.assertEqual(p.returncode, 0)
        self.assertIn("a.c:11", p.stdout)

    def test_two_at_a_time(self):
        self.write("a.c", LEAK)
        both = [self.start("check"), self.start("check")]
        for p in both:
            out, err = p.communicate(timeout=300)
            self.assertEqual(p.returncode, 1, err)
        self.assertDatabaseSound()
        self.assertEqual(self.sql("SELECT count(*) FROM v_latest"), [(1,)])

    def test_reader_goes_away(self):
        body = LEAK.split("\n\n", 1)[1]
        self.write("a.c", "#include <Python.h>\n" + "".join(
            body.replace("make_pair", "make_%d" % k) for k in range(500)))
        p = self.start("check")
        self.assertIn("a.c", p.stdout.readline())
        p.stdout.close()
        err = p.stderr.read()
        p.stderr.close()
        self.assertEqual(p.wait(timeout=100), 1, err)
        self.assertIn("exit 1", err)
        self.assertNothingLeft()
        p = self.start("list")
        p.stdout.readline()
        p.stdout.close()
        self.assertEqual(p.stderr.read(), "")
        p.stderr.close()
        self.assertEqual(p.wait(timeout=100), 0)

    def test_output_device_full(self):
        self.write("a.c", LEAK)
        p = self.run_it("check", "-o", "/dev/full", code=4)
        self.assertIn("No space left", p.stderr)
        with open("/dev/full", "w") as full:
            p = self.run_it("check", code=4, stdout=full)
            self.run_it("list", code=4, stdout=full)
            self.run_it("--help", code=4, stdout=full)
        self.assertIn("No space left", p.stderr)
        self.assertDatabaseSound()
        self.assertEqual(len(self.sql("SELECT * FROM v_latest")), 1)


class Verify(Base):
    def verify(self, text, name="case.c", code=0, args=()):
        self.write("leaked-reference/" + name, text)
        p = self.run_it("verify", *args, "leaked-reference/" + name)
        self.assertEqual(p.returncode, code, (p.stdout, p.stderr))
        return p.stdout

    def leak(self, comment):
        lines = LEAK.splitlines()
        lines[10] += "  " + comment
        return "\n".join(lines) + "\n"

    def test_met(self):
        self.verify(self.leak("// WARN leaked-reference \"'list'\""))
        self.verify(self.leak("/* WARN REF001 */ // prose"))
        self.verify(self.leak("// WARN leaked-reference // STEP 1")
                    .replace("PyList_New(1);",
                             "PyList_New(1);", 1), code=1)

    def test_steps(self):
        text = self.leak("// WARN leaked-reference")
        text = text.replace("PyList_New(1);",
                            'PyList_New(1); // STEP 1 "reference"')
        self.verify(text)
        self.verify(text.replace("STEP 1", "STEP leaked-reference 1"))
        self.assertIn("STEP 1", self.verify(
            text.replace('"reference"', '"xyzzy"'), code=1))
        self.assertIn("no such step", self.verify(
            text.replace("STEP 1", "STEP 30"), code=1))

    def test_not_met(self):
        self.assertIn("case.c:11: not expected",
                      self.verify(self.leak("// WARN double-free"), code=1))
        self.assertIn("case.c:11: expected: leaked-reference \"'x'\"",
                      self.verify(self.leak("// WARN REF001 \"'x'\""),
                                  code=1))
        self.assertIn("not expected", self.verify(LEAK, code=1))
        self.assertIn("case.c:1: expected", self.verify(
            "// WARN REF001\n" + CLEAN, code=1))
        self.assertIn("no rule 'leakd'", self.verify(
            self.leak("// WARN leakd"), code=1))

    def test_known(self):
        self.assertIn("make it WARN", self.verify(
            self.leak("// KNOWN-MISS leaked-reference"), code=1))
        self.verify(CLEAN + "// KNOWN-MISS leaked-reference\n")
        self.verify(self.leak("// KNOWN-FALSE leaked-reference"))
        self.assertIn("drop the comment", self.verify(
            CLEAN + "// KNOWN-FALSE leaked-reference\n", code=1))

    def test_doubt(self):
        self.assertIn("expected (possible)", self.verify(
            self.leak("// DOUBT leaked-reference"), code=1))

    def test_intent(self):
        self.assertIn("no expectations", self.verify(CLEAN, code=1))
        self.verify(CLEAN, name="ok_case.c")
        self.assertIn("must not ask", self.verify(
            self.leak("// WARN leaked-reference"), name="ok_case.c",
            code=1))

    def test_versions_and_flags(self):
        self.verify("// PYTHON <3.0 never\n" + LEAK)
        self.assertIn("not like", self.verify("// PYTHON new\n" + LEAK,
                                              code=1))
        self.verify("// FLAGS -DFIX\n#ifndef FIX\n#error\n#endif\n" + CLEAN,
                    name="ok_case.c")

    def test_not_parsed_and_crash(self):
        self.assertIn("nope", self.verify(
            "#include <Python.h>\nint f(void) { return nope; }\n",
            name="ok_case.c", code=1))
        self.assertIn("failed", self.verify(CRASH, name="ok_case.c", code=1)
                      .replace("crash", "failed"))

    def test_directories(self):
        self.write("leakd-reference/a.c", LEAK)
        p = self.run_it("verify", ".", code=1)
        self.assertIn("not named like a rule", p.stdout)
        self.run_it("verify", "nowhere", code=2)
        os.mkdir(os.path.join(self.src, "empty"))
        self.run_it("verify", "empty", code=3)


if __name__ == "__main__":
    unittest.main()

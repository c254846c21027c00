"""refaudit doctor: what it says, and that a problem changes the exit code.

Usage: test_doctor.py REFAUDIT [unittest arguments]
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

REFAUDIT = os.path.abspath(sys.argv.pop(1))
GOOD = "#include <Python.h>\nPyObject *f(void) { return NULL; }\n"
PYTHON = "/usr/bin/python3"


class Doctor(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="refaudit-doctor-")
        self.addCleanup(shutil.rmtree, self.dir)
        self.cache = tempfile.mkdtemp(prefix="refaudit-doctor-")
        self.addCleanup(shutil.rmtree, self.cache)
        self.put("setup.py", "")

    def put(self, name, text):
        path = os.path.join(self.dir, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def doctor(self, *args, python=PYTHON):
        done = subprocess.run(
            [REFAUDIT, "doctor", "--python", python, *args], text=True,
            cwd=self.dir, capture_output=True,
            env={**os.environ, "XDG_CACHE_HOME": self.cache})
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def test_no_libclang(self):
        """In a name space of its own, where the library is empty."""
        self.put("a.c", GOOD)
        out = self.doctor()[1]
        library = self.line(out, "OK", "libclang").split("(")[1].rstrip(")")
        hidden = ["unshare", "--map-root-user", "--mount", "sh", "-c",
                  'mount --bind /dev/null "$0" && exec "$@"', library]
        if subprocess.run([*hidden, "true"],
                          capture_output=True).returncode != 0:
            print("SKIPPED: doctor without libclang: no name spaces here")
            self.skipTest("no name spaces")
        done = subprocess.run([*hidden, REFAUDIT, "doctor", "--python",
                               PYTHON], text=True, cwd=self.dir,
                              capture_output=True)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.line(done.stdout, "PROBLEM", "libclang")
        self.assertIn("fix: apt install libclang1-", done.stdout)
        done = subprocess.run([*hidden, REFAUDIT, "check", "--no-cache",
                               "--no-db"], text=True, cwd=self.dir,
                              capture_output=True)
        self.assertEqual(done.returncode, 4)
        self.assertIn("apt install libclang1-", done.stderr)

    def line(self, out, mark, what):
        """The value of the line that begins with mark and what."""
        for line in out.splitlines():
            if line.startswith(f"{mark:8} {what:16} "):
                return line[26:]
        self.fail(f"no {mark} line about {what} in:\n{out}")

    def test_all_is_well(self):
        self.put("a.c", GOOD)
        code, out = self.doctor()
        self.assertEqual(code, 0, out)
        self.assertNotIn("PROBLEM", out)
        self.assertIn("Python 3.", self.line(out, "OK", "interpreter"))
        headers = self.line(out, "OK", "Python headers")
        self.assertTrue(os.path.exists(os.path.join(headers, "Python.h")))
        self.assertIn("libclang", self.line(out, "OK", "libclang"))
        builtin = self.line(out, "OK", "builtin headers")
        self.assertTrue(os.path.exists(builtin), builtin)
        self.assertEqual(self.line(out, "OK", "project"),
                         os.path.realpath(self.dir))
        self.assertIn("guess", self.line(out, "OK", "compile commands"))
        self.assertEqual(self.line(out, "OK", "files"), "1 to analyse")
        self.assertIn("a.c parses", self.line(out, "OK", "first file"))
        # It only looked.
        self.assertEqual(sorted(os.listdir(self.dir)), ["a.c", "setup.py"])

    def test_wrong_interpreter(self):
        self.put("a.c", GOOD)
        code, out = self.doctor(python="/bin/echo")
        self.assertEqual(code, 3)
        self.assertIn("--python", self.line(out, "PROBLEM", "interpreter"))
        self.line(out, "OK", "libclang")

    def test_nothing_to_analyse(self):
        self.put("a.c", "int x;\n")
        code, out = self.doctor()
        self.assertEqual(code, 3)
        self.line(out, "PROBLEM", "files")
        self.assertIn("1 problem\n", out)

    def test_missing_path(self):
        code, out = self.doctor("no-such-directory")
        self.assertEqual(code, 3)
        self.assertIn("No such file",
                      self.line(out, "PROBLEM", "compile commands"))

    def test_file_that_does_not_parse(self):
        self.put("a.c", '#include "generated.h"\n' + GOOD)
        code, out = self.doctor()
        self.assertEqual(code, 3)
        self.assertIn("generated.h", self.line(out, "PROBLEM", "first file"))
        self.assertIn("compile_commands.json", out)

    def test_parser_that_dies(self):
        self.put("a.c", GOOD + "#pragma clang __debug crash\n")
        code, out = self.doctor()
        self.assertEqual(code, 3)
        self.line(out, "PROBLEM", "first file")
        self.line(out, "OK", "database")

    def test_database_that_cannot_be_made(self):
        self.put("a.c", GOOD)
        self.put(".refaudit", "a file is in the way")
        code, out = self.doctor()
        self.assertEqual(code, 3)
        self.assertIn("Not a directory",
                      self.line(out, "PROBLEM", "database"))

    def test_broken_compile_database(self):
        self.put("a.c", GOOD)
        self.put("compile_commands.json", "[")
        code, out = self.doctor("-p", "compile_commands.json")
        self.assertEqual(code, 3)
        self.assertIn("is not JSON",
                      self.line(out, "PROBLEM", "compile commands"))

    # ---- broken environments, each with the fix that is named ----

    def broken(self, *args, env={}, code=3):
        """What is said about problems, as one text."""
        env = {"XDG_CACHE_HOME": self.cache, **env}
        keep = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
        done = subprocess.run([REFAUDIT, "doctor", *args], text=True,
                              cwd=self.dir, capture_output=True,
                              env={**keep, **env})
        out = done.stdout + done.stderr
        self.assertEqual(done.returncode, code, out)
        lines = out.splitlines()
        return "\n".join(line for line in lines
                         if not line.startswith(("OK ", "refaudit 0")))

    def test_interpreters(self):
        self.put("a.c", GOOD)
        self.assertIn("name one with --python",
                      self.broken("--python", "/bin/echo"))
        self.assertIn("install python3-dev, or name an interpreter",
                      self.broken("--python", "/no/such/python"))
        self.assertIn("deactivate it, or name an interpreter with --python",
                      self.broken(env={"VIRTUAL_ENV": "/no/venv"}))

    def test_interpreter_without_headers(self):
        """One that tells of headers where none are."""
        self.put("a.c", GOOD)
        fake = os.path.join(self.dir, "python")
        with open(fake, "w") as f:
            f.write("#!/bin/sh\n%s \"$@\" | sed "
                    "'s#/usr/include/python#/no/include/python#g'\n" % PYTHON)
        os.chmod(fake, 0o755)
        said = self.broken("--python", fake)
        self.assertRegex(said, "PROBLEM *Python headers")
        self.assertRegex(said, "install")

    def test_headers_of_libraries(self):
        self.put("a.c", "#include <no_such_library.h>\n" + GOOD)
        said = self.broken("--python", PYTHON)
        self.assertIn("fix: refaudit check --build", said)
        if not os.path.exists("/usr/include/portaudio.h"):
            self.put("a.c", "#include <portaudio.h>\n" + GOOD)
            self.assertIn("fix: apt install portaudio19-dev",
                          self.broken("--python", PYTHON))

    def test_nothing_that_is_analysed(self):
        said = self.broken("--python", PYTHON)
        self.assertIn("fix: name the directory of the extension", said)
        self.assertIn("fix: name files or directories that are there",
                      self.broken("--python", PYTHON, "nowhere"))
        self.put("a.cpp", GOOD)
        self.assertIn("fix: C++ is not analysed",
                      self.broken("--python", PYTHON))
        self.put("b.c", "/* Generated by Cython 3.0.1 */\n" + GOOD)
        self.assertIn("fix: refaudit check --generated full",
                      self.broken("--python", PYTHON))

    def test_compile_databases(self):
        self.put("a.c", GOOD)
        self.put("compile_commands.json", "[")
        said = self.broken("--python", PYTHON, "-p", ".")
        self.assertIn("fix: refaudit compdb makes one", said)
        self.assertIn("no compile database at",
                      self.broken("--python", PYTHON, "-p", "nowhere"))
        self.put("compile_commands.json", '[{"directory": "/gone", "file": '
                 '"/gone/a.c", "arguments": ["cc", "-c", "a.c"]}]')
        self.assertIn("fix: the database is of another build: refaudit "
                      "compdb", self.broken("--python", PYTHON, "-p", "."))
        self.put("compile_commands.json", '[{"directory": "%s", "file": '
                 '"a.c", "arguments": ["cc", "-c", "a.c"]}]' % self.dir)
        said = self.broken("--python", PYTHON)
        self.assertIn("'Python.h' file not found", said)
        self.assertIn("fix: build the project again", said)

    def test_configuration(self):
        self.put("a.c", GOOD)
        for text, fix in (
                ('[tool.refaudit]\nfail-onn = "error"\n',
                 "did you mean 'fail-on'"),
                ('[tool.refaudit\n', "cannot read"),
                ('[tool.refaudit]\nmodels = ["no.api"]\n',
                 "fix: correct 'models'"),
                ('[tool.refaudit]\nbaseline = "no.txt"\n',
                 "fix: refaudit baseline create")):
            self.put("pyproject.toml", text)
            self.assertIn(fix, self.broken(
                "--python", PYTHON, code=3 if fix.startswith("fix") else 2))

    def test_places(self):
        self.put("a.c", GOOD)
        self.put(".refaudit/findings.db", "this is no database " * 100)
        said = self.broken("--python", PYTHON)
        self.assertRegex(said, "PROBLEM *database")
        self.assertIn("fix: name another file with --db", said)
        self.put("other.db", "")
        db = sqlite3.connect(os.path.join(self.dir, "new.db"))
        db.executescript("PRAGMA application_id = 1380335957;"
                         "PRAGMA user_version = 99; CREATE TABLE x(y);")
        db.close()
        said = self.broken("--python", PYTHON, "--db", "new.db")
        self.assertIn("Update refaudit", said)
        said = self.broken("--python", PYTHON, "--db", "ok.db",
                           env={"TMPDIR": "/no/tmp"})
        self.assertIn("set TMPDIR to a directory that can be written", said)
        said = self.broken("--python", PYTHON, "--db", "ok.db",
                           env={"XDG_CACHE_HOME": "/proc/1/x"})
        self.assertIn("fix: name a directory with --cache", said)
        self.assertIn("fix: name another file with --db",
                      self.broken("--python", PYTHON, "--db", "/proc/x.db"))

    def test_build_tools(self):
        """Not a problem before somebody asks for --build: a note."""
        self.put("a.c", GOOD)
        self.put("meson.build", "project('spam', 'c')\n")
        os.remove(os.path.join(self.dir, "setup.py"))
        nowhere = os.path.join(self.dir, "bin")
        os.mkdir(nowhere)
        said = self.broken("--python", PYTHON, env={"PATH": nowhere}, code=0)
        if not os.path.exists("/usr/bin/meson"):
            self.assertIn("apt install meson", said)


if __name__ == "__main__":
    unittest.main()

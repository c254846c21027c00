"""refaudit doctor: what it says, and that a problem changes the exit code.

Usage: test_doctor.py REFAUDIT [unittest arguments]
"""
import os
import shutil
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
        self.put("setup.py", "")

    def put(self, name, text):
        path = os.path.join(self.dir, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def doctor(self, *args, python=PYTHON):
        done = subprocess.run(
            [REFAUDIT, "doctor", "--python", python, *args], text=True,
            cwd=self.dir, capture_output=True)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

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


if __name__ == "__main__":
    unittest.main()

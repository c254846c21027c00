"""refaudit model: check and coverage."""
import os
import subprocess
import sys
import sysconfig
import tempfile
import unittest

REFAUDIT = sys.argv.pop(1)
TRAPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                     "..", "runtime-model", "test", "traps.tsv")


def run(*args):
    return subprocess.run([REFAUDIT, "model", *args], text=True,
                          capture_output=True)


class Coverage(unittest.TestCase):
    def test_this_python(self):
        p = run("coverage", "--python", sys.executable)
        self.assertEqual(p.returncode, 0, p.stdout + p.stderr)
        self.assertIn("0 without a contract", p.stdout)

    def test_all_pythons(self):
        """Every one that is found is complete, old and new."""
        root = os.path.expanduser("~/.pyenv/versions")
        names = sorted(os.listdir(root)) if os.path.isdir(root) else []
        exes = [os.path.join(root, name, "bin", "python") for name in names
                if name.startswith("3.") and int(name.split(".")[1]) >= 8]
        if not exes:
            self.skipTest("no other interpreters")
        p = run("coverage", *[w for e in exes for w in ("--python", e)])
        self.assertEqual(p.returncode, 0, p.stdout + p.stderr)
        self.assertEqual(p.stdout.count("0 without a contract"), len(exes))

    def test_names_without_contract(self):
        with tempfile.TemporaryDirectory() as d:
            real = sysconfig.get_paths()["include"]
            exe = os.path.join(d, "python")
            with open(exe, "w") as f:
                f.write(f'#!/bin/sh\n"{sys.executable}" "$@" | '
                        f"sed 's#{real}#{d}#g'\n")
            os.chmod(exe, 0o755)
            open(os.path.join(d, "pyconfig.h"), "w").close()
            with open(os.path.join(d, "Python.h"), "w") as f:
                f.write("int PySpam_Unheard(int);\n"
                        "#define PySpam_OF(x) PySpam_Unheard(x)\n"
                        "#define PySpam_CONSTANT 3\n"
                        "int PyList_Append(void *, void *);\n"
                        "int _PySpam_Private(void);\n")
            p = run("coverage", "--python", exe)
        self.assertEqual(p.returncode, 1, p.stdout + p.stderr)
        self.assertIn("PySpam_Unheard() has no contract", p.stdout)
        self.assertIn("PySpam_OF, a macro, has no contract", p.stdout)
        self.assertIn("2 functions and 1 macros, 2 without", p.stdout)
        self.assertNotIn("CONSTANT", p.stdout)
        self.assertNotIn("Private", p.stdout)


class Check(unittest.TestCase):
    def check(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".api") as f:
            f.write(text)
            f.flush()
            return run("check", f.name)

    def test_right(self):
        p = self.check("wrap(o:steals) -> new | NULL!\n")
        self.assertEqual((p.returncode, p.stdout),
                         (0, "1 contract in 1 file\n"))

    def test_wrong(self):
        p = self.check("wrap(o:takes) -> new | NULL!\n")
        self.assertEqual(p.returncode, 2)
        self.assertIn(":1:8: error:", p.stderr)

    def test_usage(self):
        for args in (["check"], ["coverage", "x"], ["cover"]):
            self.assertEqual(run(*args).returncode, 2, args)


class Macros(unittest.TestCase):
    def test_expanded(self):
        """What has no line of its own leads to the function behind it."""
        for macro, function in (
                ("Py_BEGIN_ALLOW_THREADS", "PyEval_SaveThread"),
                ("Py_RETURN_NONE", "Py_NewRef"),
                ("PyDateTime_IMPORT", "PyCapsule_Import"),
                ("PyArray_SimpleNew", "PyArray_New")):
            with self.subTest(macro):
                p = subprocess.run([REFAUDIT, "explain", macro], text=True,
                                   capture_output=True)
                self.assertEqual(p.returncode, 0)
                self.assertIn(f"\n{function}(", p.stdout)


class Notes(unittest.TestCase):
    """What nobody can check is told by explain, at least."""

    def test_traps(self):
        with open(TRAPS) as stream:
            rows = [line.rstrip("\n").split("\t") for line in stream]
        notes = [(row[2].split("@")[0], row[3]) for row in rows
                 if len(row) == 4 and row[1] == "note"]
        self.assertGreater(len(notes), 25)
        for name, text in notes:
            with self.subTest(name):
                p = subprocess.run([REFAUDIT, "explain", name], text=True,
                                   capture_output=True)
                self.assertIn(text, " ".join(p.stdout.split()))


unittest.main()

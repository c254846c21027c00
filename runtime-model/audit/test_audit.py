"""The audit itself: wrong contracts are caught, right ones are proved.

Usage: test_audit.py REFAUDIT BUILD-DIRECTORY [unittest arguments]
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

import audit
import record
import thunks

REFAUDIT = os.path.abspath(sys.argv.pop(1))
BUILD = os.path.abspath(sys.argv.pop(1))

# Each of these lines is false, and a part of what is said about it then.
WRONG = [
    ("PyList_SetItem(list, i, item) -> 0 | -1!",
     "references to item: -1, expected +0"),
    ("PyTuple_GetItem(tuple, i) -> new | NULL!",
     "references to the result: +0, expected +1"),
    ("PyDict_SetItem(d, key:retains, value:steals) -> 0 | -1! calls",
     "references to value: +0, expected -1"),
    # On success only.
    ("PyModule_AddObject(m, name, value:steals+null) -> 0 | -1!"
     " fails(type)",
     "references to value: +0, expected -1"),
    # On failure as well.
    ("PyUnicode_AppendAndDel(p:replaces@ok+clears@fail, right:releases@ok+null)"
     " -> void if right != NULL | void! fails(type)",
     "references to right: -1"),
    ("PyList_Append(list, item:steals) -> 0 | -1!",
     "references to item: +0, expected -1"),
    ("PyTuple_Pack(n, ...:steals) -> fresh | NULL!",
     "references to ...: +0, expected -1"),
    ("PyDict_GetItemWithError(d, key) -> lent(d) | NULL! calls",
     "returned NULL, no exception"),
    ("PyDict_SetDefault(d, key:retains, default:retains) -> new | NULL! calls",
     "references to the result: +0, expected +1"),
    ("PyObject_GetItem(o, key) -> lent(o) | NULL! calls",
     "references to the result: +1, expected +0"),
    ("PyUnicode_FromString(s) -> new | NULL fails(value)",
     "exception UnicodeDecodeError"),
    ("PyObject_Repr(o) -> new | NULL!", "runs Python code"),
    ("PySequence_Fast(o, message) -> new | NULL! calls makes(list)",
     "made tuple"),
    ("PyNumber_Float(o:null) -> new if o != NULL | NULL! calls makes(int)",
     "made float"),
    ("PyBytes_AsString(o) -> inner(o) | NULL! fails(type) utf8",
     "it is no UTF-8"),
    ("PyCell_New(o:null) -> lent(o) | NULL!",
     "references to the result: +1, expected +0"),
    ("PyMem_Malloc(n) -> new.raw | NULL", "of domain mem"),
    ("PyMem_Free(p:null) -> void anythread", None),
    ("PyObject_GetBuffer(o, view:fills, flags) -> 0 | -1! calls",
     "references to"),
    ("PyDict_Next(d, pos:fills, key:gives@1, value:gives@1) -> 1 | 0",
     "references to *key: +0, expected +1"),
    ("PyIter_Next(it) -> new | NULL! calls", "returned NULL, no exception"),
    ("PySet_Add(set, key:retains) -> 0 | -1 calls", "returned -1, exception"),
    ("PyDict_GetItem(d, key) -> lent(key) | NULL calls", "ends with d"),
    ("PyErr_Restore(type:null, value:releases+null, traceback:releases+null)"
     " -> void! calls", "references to type: -1, expected +0"),
    ("Py_NewRef(o) -> same(o)", "references to o: +1, expected +0"),
    # Only with free lists that are empty, a signal that waits, a buffer in
    # Python code, an old value that dies.
    ("PyTuple_New(n) -> new", "no outcome fits: returned NULL"),
    ("PyErr_CheckSignals() -> 0 | -1!", "runs Python code"),
    ("PyMemoryView_FromObject(o) -> new | NULL!", "runs Python code"),
    ("PyFunction_SetDefaults(f, value:retains) -> 0 | -1!",
     "runs Python code"),
    ("PyEval_GetGlobals() -> lent", "no outcome fits: returned NULL"),
    ("PyUnicode_AsUTF8AndSize(o, n:null) -> inner(n) | NULL!",
     "lies in o"),
    ("PyObject_Str(o) -> new | NULL! calls anythread",
     "crashes without a thread state"),
]
# Not contradicted although it says too little: that nothing is said about a
# block is no statement.
SILENT = {"PyMem_Free"}

# What refaudit may say about the audit's own code, and why it stays.
EXPLAINED = {
    ("experiment.c", "GIL001"):
        "what needs the GIL is called without it, to see whether it does",
    ("report.c", "EXC004"):
        "an exception that cannot say what it is is told without its text",
    ("ledger.c", "REF007"): "counts are raised so that nothing dies",
    ("experiment.c", "REF007"): "as in the ledger",
}


# NumPy as the distribution packs it.
SYSTEM_PYTHON = "/usr/bin/python3"


def run(*args, python=sys.executable):
    with tempfile.TemporaryDirectory() as directory:
        out = os.path.join(directory, "out.json")
        done = subprocess.run(
            [sys.executable, os.path.join(audit.HERE, "audit.py"),
             "--refaudit", REFAUDIT, "--build", BUILD, "--python",
             python, "--json", out, *args],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if not os.path.exists(out):
            raise AssertionError(done.stdout)
        with open(out) as stream:
            return done, json.load(stream)[0]


def name_of(line):
    return line[:line.index("(")]


class WrongLines(unittest.TestCase):
    """A false contract is contradicted, by the clause that is false."""

    @classmethod
    def setUpClass(cls):
        with tempfile.NamedTemporaryFile("w", suffix=".api") as model:
            model.write("\n".join(line for line, _ in WRONG) + "\n")
            model.flush()
            cls.done, result = run(
                "--model", model.name, "--effort", "full", "--only",
                "|".join(name_of(line) for line, _ in WRONG))
        cls.verdicts = {v["name"]: v for v in result["verdicts"]}

    def test_each_is_caught(self):
        for line, what in WRONG:
            name = name_of(line)
            with self.subTest(line):
                said = self.verdicts[name]["contradicted"]
                if name in SILENT:
                    self.assertEqual(said, {})
                    continue
                self.assertTrue(any(what in s["what"]
                                    for s in said.values()), said)

    def test_it_fails_and_names_the_line(self):
        self.assertEqual(self.done.returncode, 1)
        self.assertIn("contradicts\n    PyList_SetItem(list, i, item)",
                      self.done.stdout)


class RightLines(unittest.TestCase):
    """The contracts of this project hold on the interpreter at hand."""

    @classmethod
    def setUpClass(cls):
        cls.done, cls.result = run()
        cls.verdicts = {v["name"]: v for v in cls.result["verdicts"]}

    def test_no_contradiction(self):
        self.assertEqual(self.done.returncode, 0, self.done.stdout)

    def test_coverage(self):
        """Of the lines on public functions: 85% in part, 60% in full."""
        figures = audit.figures(self.result)
        self.assertGreater(figures["proved"], 0.85 * figures["public"])
        self.assertGreater(figures["whole"], 0.60 * figures["public"])

    def test_clauses(self):
        proved = self.verdicts["PyList_SetItem"]["proved"]
        for clause in ("-> 0", "-> -1!", "item:steals@ok",
                       "item:steals@fail", "calls"):
            self.assertIn(clause, proved)
        self.assertIn("lent by tuple",
                      self.verdicts["PyTuple_GetItem"]["proved"])

    def test_reasons(self):
        self.assertIn("needs the GIL",
                      self.verdicts["PyList_New"]["proved"])
        self.assertIn("needs the GIL",
                      self.verdicts["PyList_Size"]["open"])
        self.assertIn("starts or ends",
                      self.verdicts["Py_Finalize"]["reason"])


class NumPy(unittest.TestCase):
    """The lines of numpy.api hold on the NumPy at hand."""

    def test_lines(self):
        python = next((p for p in (sys.executable, SYSTEM_PYTHON)
                       if thunks.describe_numpy(p)[0] is not None), None)
        if python is None:
            print("SKIPPED: numpy.api: no NumPy, install python3-numpy")
            self.skipTest("no NumPy")
        done, result = run("--numpy", python=python)
        self.assertEqual(done.returncode, 0, done.stdout)
        figures = audit.figures(result)
        self.assertGreater(figures["proved"], 0.85 * figures["public"])

    def test_without(self):
        """An interpreter that has none is named and left out."""
        with tempfile.TemporaryDirectory() as directory:
            python = os.path.join(directory, "python3")
            with open(python, "w") as stream:
                stream.write(f"#!/bin/sh\nexec {sys.executable} -I -S \"$@\"\n")
            os.chmod(python, 0o755)
            done = subprocess.run(
                [sys.executable, os.path.join(audit.HERE, "audit.py"),
                 "--refaudit", REFAUDIT, "--build", directory, "--numpy",
                 "--python", python], text=True, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("no NumPy (No module named 'numpy'): left out",
                      done.stdout)
        self.assertIn("nothing is proved", done.stdout)


class Proofs(unittest.TestCase):
    """The committed record fits the contracts."""

    def test_not_stale(self):
        known = {c["id"] for c in audit.dump(REFAUDIT, [])}
        stale = [entry["name"] for key, entry in
                 record.read(audit.PROOFS).items() if key not in known]
        self.assertEqual(stale, [], "run ./dev audit --record")

    def explain(self, *args):
        return subprocess.run([REFAUDIT, "explain", *args], text=True,
                              stdout=subprocess.PIPE).stdout

    def test_explain(self):
        text = self.explain("PyList_SetItem")
        self.assertRegex(text, r"audit +proved on Python 3\.")
        self.assertIn("item:steals@fail", text)

    def test_changed_contract_is_not_proved(self):
        with tempfile.NamedTemporaryFile("w", suffix=".api") as model:
            model.write("PyList_SetItem(list, i, item) -> 0 | -1!\n")
            model.flush()
            text = self.explain("--model", model.name, "PyList_SetItem")
        self.assertRegex(text, r"audit +proved on Python")
        self.assertRegex(text, r"audit +not proved: the contract is not")

    def test_merge(self):
        contract = {"id": "1", "name": "f"}

        def result(version, **verdict):
            return {"version": version, "debug": False, "verdicts": [
                {"id": "1", "name": "f", "contradicted": {}, **verdict}]}

        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "proofs.tsv")
            record.write(path, [contract], [
                result([3, 8, 1], proved=["a", "b"]),
                result([3, 9, 1], proved=["a"])])
            record.write(path, [contract], [result([3, 9, 2],
                                                   proved=["b"])])
            with open(path) as stream:
                last = stream.read().splitlines()[-1]
            changed = [{"id": "2", "name": "f"}]
            record.write(path, changed, [], keeps=lambda name: name == "f")
            self.assertEqual(list(record.read(path)), ["1"])
            record.write(path, changed, [])
            self.assertEqual(record.read(path), {})
        self.assertEqual(last, "f\t1\t3.8 3.9\ta [3.8]; b")


class OwnCode(unittest.TestCase):
    def test_refaudit_finds_nothing_else(self):
        done = subprocess.run(
            [REFAUDIT, "check", "--no-db", "--format", "gcc", "--python",
             sys.executable, audit.HERE], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        found = re.findall(r"([^/\n]+\.c):\d+:\d+: (?:error|warning): .*"
                           r"\[(\w+)\]", done.stdout)
        self.assertEqual([f for f in found if f not in EXPLAINED], [],
                         done.stdout)
        self.assertIn("11 files", done.stderr + done.stdout)


class Shapes(unittest.TestCase):
    """How an argument is written for C."""

    def test_arguments(self):
        self.assertEqual(thunks.argument(0, "Py_ssize_t", "long"),
                         "(Py_ssize_t)a[0].i")
        self.assertEqual(thunks.argument(1, "double", "double"), "a[1].d")
        self.assertEqual(thunks.argument(2, "const char *", "const char *"),
                         "(__typeof__(const char *))a[2].p")

    def test_objects(self):
        self.assertTrue(thunks.is_object("PyTypeObject *"))
        self.assertFalse(thunks.is_object("PyObject **"))


if __name__ == "__main__":
    unittest.main()

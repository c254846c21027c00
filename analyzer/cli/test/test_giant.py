"""Code of a size that only generators write: it ends, in bounds, and what was
given up is listed.

Usage: test_giant.py REFAUDIT [unittest arguments]
"""
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

REFAUDIT = os.path.abspath(sys.argv.pop(1))
GIANT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                     "..", "testdata", "projects", "giant.py")
with open(REFAUDIT, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()


class Giant(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="giant-test.")
        self.addCleanup(shutil.rmtree, self.dir, True)

    def analyse(self, kind, size, *args):
        with open(os.path.join(self.dir, "big.c"), "w") as f:
            subprocess.run([sys.executable, GIANT, kind, str(size)],
                           stdout=f, check=True)
        p = subprocess.run(
            [REFAUDIT, "check", "--no-db", "--no-cache", "--format", "json",
             *args, "big.c"], cwd=self.dir, text=True, capture_output=True)
        self.assertIn(p.returncode, (0, 3), p.stderr)
        return json.loads(p.stdout), p.stderr

    def test_cython(self):
        """Left out by default, and then cheap; in full when asked for."""
        answer, said = self.analyse("cython", 20000)
        self.assertEqual(answer["findings"], [])
        self.assertIn("177 generated functions left out", said)
        answer, said = self.analyse("cython", 20000, "--generated=full")
        self.assertEqual(answer["findings"], [])
        self.assertEqual(answer["not_analysed"], [])
        self.assertIn("177 functions", said)

    def test_one_huge_function(self):
        """Over the budget: listed with the reason, in bounds."""
        answer = self.analyse("gotos", 16000)[0]
        self.assertEqual([(g["function"], g["status"])
                          for g in answer["not_analysed"]],
                         [("scan", "budget")])
        self.assertIn("states", answer["not_analysed"][0]["reason"])
        if not SANITIZED:
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            self.assertLess(peak, 1 << 20)

    def test_many_objects(self):
        """Details go before the budget does."""
        answer = self.analyse("flags", 60)[0]
        self.assertEqual(answer["findings"], [])
        self.assertEqual(answer["not_analysed"], [])


if __name__ == "__main__":
    unittest.main()

"""What is shipped: an installed program works from where it was put, and
the files for other services are what those accept.

Usage: test_packaging.py BUILD-DIRECTORY [unittest arguments]
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = os.path.abspath(sys.argv.pop(1))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
LEAK = """\
#include <Python.h>
PyObject *
pair(PyObject *a)
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


def cmake():
    for name in "cmake", "/usr/bin/cmake":
        try:
            if subprocess.run([name, "--version"],
                              capture_output=True).returncode == 0:
                return name
        except OSError:
            pass
    return None


class Packaging(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="packaging-test.")
        self.addCleanup(shutil.rmtree, self.dir, True)

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def text(self, name):
        with open(os.path.join(ROOT, name)) as f:
            return f.read()

    def run_it(self, *argv, code=0, cwd=None):
        p = subprocess.run(argv, capture_output=True, text=True, timeout=300,
                           cwd=cwd or self.dir,
                           env={**os.environ, "HOME": self.dir,
                                "XDG_CACHE_HOME": self.path("cache")})
        self.assertEqual(p.returncode, code, p.stdout + p.stderr)
        return p.stdout

    def leave_out(self, what):
        print("SKIPPED:", what, flush=True)
        self.skipTest(what)

    def test_installed_program(self):
        prefix = self.path("usr")
        self.run_it(cmake(), "--install", BUILD, "--prefix", prefix)
        program = os.path.join(prefix, "bin", "refaudit")
        self.assertTrue(os.path.exists(
            os.path.join(prefix, "include", "refaudit.h")))
        for name in ("man/man1/refaudit.1", "man/man1/refaudit-check.1",
                     "bash-completion/completions/refaudit",
                     "zsh/site-functions/_refaudit",
                     "fish/vendor_completions.d/refaudit.fish"):
            with open(os.path.join(prefix, "share", name)) as f:
                self.assertIn("refaudit", f.read(), name)
        os.mkdir(self.path("spam"))
        with open(self.path("spam", "spam.c"), "w") as f:
            f.write(LEAK)
        self.run_it(program, "doctor", cwd=self.path("spam"))
        found = json.loads(self.run_it(program, "check", "--format", "json",
                                       code=1, cwd=self.path("spam")))
        self.assertEqual([f["rule"] for f in found["findings"]], ["REF001"])
        self.run_it(program, "export", "html", "-o", self.path("page.html"),
                    cwd=self.path("spam"))

    def test_versions_agree(self):
        version = re.search(r"project\(refaudit VERSION ([\d.]+)",
                            self.text("CMakeLists.txt")).group(1)
        self.assertIn('version = "%s"' % version,
                      self.text(".packaging/pyproject.toml"))
        self.assertIn(version, self.text(".pre-commit-hooks.yaml"))

    def test_options_exist(self):
        """Options in files for services are options of the program."""
        program = os.path.join(BUILD, "refaudit")
        known = self.run_it(program, "check", "--help")
        for name in (".pre-commit-hooks.yaml", ".gitlab/refaudit.yml",
                     ".github/actions/refaudit/action.yml"):
            for line in self.text(name).splitlines():
                if "refaudit check" not in line:
                    continue
                for option in re.findall(r"--[a-z-]+", line):
                    self.assertIn(option, known, name)

    def test_schemas(self):
        """Against the published ones; see schemas.py."""
        try:
            import jsonschema
            import yaml
        except ImportError as e:
            self.leave_out("the schemas: no Python package %s" % e.name)
        for schema, name in (
                ("github-action", ".github/actions/refaudit/action.yml"),
                ("gitlab-ci", ".gitlab/refaudit.yml")):
            path = os.path.join(BUILD, "schemas", schema + ".json")
            if not os.path.exists(path):
                self.leave_out("%s: schemas.py did not bring the schema"
                               % name)
            with open(path) as f:
                validator = jsonschema.Draft7Validator(json.load(f))
            good = yaml.safe_load(self.text(name))
            validator.validate(good)
            self.assertFalse(validator.is_valid(
                {**good, "runs": 1, "refaudit": 1}), name)

    def test_hooks(self):
        checker = shutil.which("pre-commit")
        if not checker:
            self.leave_out(".pre-commit-hooks.yaml: no pre-commit")
        self.run_it(checker, "validate-manifest",
                    os.path.join(ROOT, ".pre-commit-hooks.yaml"))


if __name__ == "__main__":
    unittest.main(verbosity=1)

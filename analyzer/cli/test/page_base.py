"""A project with one leak, its database, and a server for it."""
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

REFAUDIT = os.path.abspath(sys.argv.pop(1))


class Base(unittest.TestCase):
    LEAK = """\
#include <Python.h>

/* </script><script>boo()</script> <img src=x onerror=boo()> */
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

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="page-test.")
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.src = os.path.join(self.dir, "spam")
        os.mkdir(self.src)
        self.db = os.path.join(self.src, ".refaudit", "findings.db")
        self.server = None
        self.addCleanup(self.stop)
        self.write("spam.c", self.LEAK)
        self.run_it("check", code=1)

    def write(self, name, text):
        """Names may hold what is no part of a path."""
        path = os.path.join(self.src, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)

    def environment(self):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith("REFAUDIT_")}
        return {**env, "XDG_CACHE_HOME": os.path.join(self.dir, "cache")}

    def run_it(self, *args, code=None):
        p = subprocess.run([REFAUDIT, *args], cwd=self.src, text=True,
                           errors="replace", timeout=300,
                           stdin=subprocess.DEVNULL, capture_output=True,
                           env=self.environment())
        if code is not None:
            self.assertEqual(p.returncode, code, (args, p.stdout, p.stderr))
        return p

    def sql(self, query):
        con = sqlite3.connect("file:%s?mode=ro" % self.db, uri=True)
        try:
            return con.execute(query).fetchall()
        finally:
            con.close()

    def uid(self):
        return self.sql("SELECT uid FROM issue ORDER BY id")[0][0]

    def serve(self, *args):
        self.server = subprocess.Popen(
            [REFAUDIT, "serve", "-q", *args], cwd=self.src, text=True,
            stdout=subprocess.PIPE, env=self.environment())
        self.url = self.server.stdout.readline().strip()
        self.assertRegex(self.url, r"^http://127\.0\.0\.1:\d+/[0-9a-f]+/$")
        self.port = int(self.url.split(":")[2].split("/")[0])
        self.token = self.url.split("/")[3]

    def stop(self, number=signal.SIGTERM):
        if self.server is None:
            return None
        self.server.send_signal(number)
        code = self.server.wait(timeout=60)
        self.server.stdout.close()
        self.server = None
        return code

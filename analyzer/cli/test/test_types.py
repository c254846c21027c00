"""Types of a project: the table, one type, the graph, older databases.

Usage: test_types.py REFAUDIT [unittest arguments]
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

REFAUDIT = os.path.abspath(sys.argv.pop(1))
CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                     "../../../testdata")

SPAM = r"""
#include <Python.h>

typedef struct Door Door;
typedef struct { PyObject_HEAD Door *door; PyObject *name; } Room;
struct Door { PyObject_HEAD Room *room; PyObject *any; };

static PyTypeObject Room_Type, Door_Type;

static PyObject *
room_open(Room *self, PyObject *any)
{
    Door *door = PyObject_GC_New(Door, &Door_Type);
    if (door == NULL)
        return NULL;
    Py_INCREF(self);
    door->room = self;
    Py_INCREF(any);
    door->any = any;
    Py_INCREF(door);
    Py_XSETREF(self->door, door);
    Py_XSETREF(self->name, PyUnicode_FromString("open"));
    PyObject_GC_Track(door);
    return (PyObject *)door;
}

static PyMethodDef room_methods[] = {
    {"open", (PyCFunction)room_open, METH_O, NULL}, {NULL}};

static void
room_dealloc(Room *self)
{
    Py_XDECREF(self->door);
    Py_XDECREF(self->name);
    PyObject_Free(self);
}

static int
door_traverse(Door *self, visitproc visit, void *arg)
{
    Py_VISIT(self->room);
    return 0;
}

static int
door_clear(Door *self)
{
    Py_CLEAR(self->room);
    Py_CLEAR(self->any);
    return 0;
}

static void
door_dealloc(Door *self)
{
    PyObject_GC_UnTrack(self);
    door_clear(self);
    PyObject_GC_Del(self);
}

static PyTypeObject Room_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "spam.Room", .tp_basicsize = sizeof(Room),
    .tp_flags = Py_TPFLAGS_DEFAULT, .tp_methods = room_methods,
    .tp_dealloc = (destructor)room_dealloc};

static PyTypeObject Door_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "spam.Door", .tp_basicsize = sizeof(Door),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)door_dealloc,
    .tp_traverse = (traverseproc)door_traverse,
    .tp_clear = (inquiry)door_clear};

int
ready(void)
{
    return PyType_Ready(&Room_Type) < 0 ? -1 : PyType_Ready(&Door_Type);
}
"""


class Types(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="types-test.")
        self.addCleanup(shutil.rmtree, self.dir)
        with open(os.path.join(self.dir, "spam.c"), "w",
                  encoding="utf-8") as file:
            file.write(SPAM)
        self.check()

    def run_it(self, *args):
        return subprocess.run([REFAUDIT, *args], cwd=self.dir, text=True,
                              capture_output=True, check=False)

    def check(self):
        done = self.run_it("check", "spam.c", "--no-cache")
        self.assertEqual(done.returncode, 1, done.stderr)

    def sql(self, text):
        db = sqlite3.connect(os.path.join(self.dir, ".refaudit/findings.db"))
        with db:
            rows = db.execute(text).fetchall()
        db.close()
        return rows

    def test_table(self):
        lines = self.run_it("list", "--types").stdout.splitlines()
        self.assertEqual(lines[0].split()[:2], ["type", "kind"])
        room, door = (line.split("  ") for line in lines[1:])
        self.assertEqual((room[0], room[-1]), ("spam.Room", "not collected"))
        self.assertEqual((door[0], door[-1]),
                         ("spam.Door", "hides references"))
        self.assertIn("door_traverse", lines[2])
        self.assertIn("HAVE_GC", lines[2])

    def test_one(self):
        for name in "spam.Door", "Door", "Door_Type":
            out = self.run_it("show", name).stdout
            room, hidden = (line.split() for line in out.splitlines()[-2:])
            self.assertEqual(room[:3], ["room", "owned", "spam.Room"])
            self.assertIn("cycle", room)
            self.assertEqual(hidden[:4], ["any", "owned", "any", "object"])
            self.assertEqual(hidden[4:6], ["visited", "no"])
            self.assertEqual(hidden[6:8], ["cleared", "yes"])
        done = self.run_it("show", "Window")
        self.assertEqual(done.returncode, 2)
        self.assertIn("list --types", done.stderr)

    def test_graph(self):
        out = self.run_it("export", "dot").stdout
        self.assertIn('"Door_Type" -> "any object" [label="any", '
                      'color=red, style=dashed]', out)
        self.assertIn('"Door_Type" -> "Room_Type" [label="room", '
                      'penwidth=2]', out)
        self.assertNotIn('label="name"', out)
        self.assertEqual(out.count("{"), out.count("}"))
        self.assertEqual(self.run_it("export", "png").returncode, 2)

    def test_views(self):
        self.assertEqual(self.sql("SELECT type, field FROM v_type_field "
                                  "WHERE can_cycle AND visited = 'no'"),
                         [("spam.Room", "door"), ("spam.Door", "any")])
        self.assertEqual(self.sql("SELECT name, kind FROM v_type"),
                         [("spam.Room", "static"), ("spam.Door", "static")])

    def test_from_cache(self):
        for _ in range(2):
            done = self.run_it("check", "spam.c", "--cache", "cache")
            self.assertEqual(done.returncode, 1, done.stderr)
            out = self.run_it("list", "--types").stdout
            self.assertEqual(len(out.splitlines()), 3)

    def test_nodes(self):
        case = os.path.join(CASES, "traverse-misses-field/table_entry.c")
        shutil.copy(case, os.path.join(self.dir, "spam.c"))
        self.check()
        table = self.run_it("list", "--types").stdout
        self.assertIn("hides references", table)
        key, value = (line.split() for line in
                      self.run_it("show", "Cache").stdout.splitlines()[-2:])
        self.assertEqual(key[:2], ["table->buckets->key", "owned"])
        self.assertEqual(key[4:6], ["visited", "no"])
        self.assertEqual(value[:2], ["table->buckets->value", "owned"])
        self.assertEqual(value[4:10], ["visited", "yes", "cleared", "yes",
                                       "released", "yes"])

    def test_older_database(self):
        for view in "v_type", "v_type_field":
            self.sql(f"DROP VIEW {view}")
        for table in "type_field", "type":
            self.sql(f"DROP TABLE {table}")
        self.sql("PRAGMA user_version = 5")
        done = self.run_it("list", "--types")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("no types", done.stderr)
        self.check()
        out = self.run_it("list", "--types").stdout
        self.assertEqual(len(out.splitlines()), 3)


if __name__ == "__main__":
    unittest.main()

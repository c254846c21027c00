/* What is released once too often and dies elsewhere: in what Python code
 * calls while an instance is made, beside what the interpreter does with the
 * same object, in a destructor. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    int dead;
} Hem;

static Hem *kept;

/* Instances are used again. */
static void
hem_dealloc(Hem *self)
{
    if (self->dead)
        abort();
    self->dead = 1;
    Py_SET_REFCNT((PyObject *)self, 1);
    if (kept != NULL && kept != self)
        PyObject_Free(kept);
    kept = self;
}

static PyTypeObject Hem_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hems.Hem",
    .tp_basicsize = sizeof(Hem),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)hem_dealloc,
};

/* The process dies in the destructor. */
static PyObject *
died(PyObject *self, PyObject *arg)
{
    Hem *hem = PyObject_New(Hem, &Hem_Type);
    if (hem == NULL)
        return NULL;
    hem->dead = 0;
    Py_DECREF(hem);
    Py_DECREF(hem); /* DIES */
    return PyLong_FromLong(1000);
}

/* Whoever releases the last reference dies of it. */
static PyTypeObject Tomb_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hems.Tomb",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)abort,
};

static PyObject *
tomb(PyObject *self, PyObject *none)
{
    return PyObject_New(PyObject, &Tomb_Type);
}

static int held;

static PyObject *
hold(PyObject *self, PyObject *arg)
{
    held++;
    Py_INCREF(arg);
    return PyLong_FromLong(1000);
}

/* Gives back what hold() has taken, and is right, whatever dies of it. */
static __attribute__((noinline)) PyObject *
let_go(PyObject *self, PyObject *arg)
{
    if (held > 0) {
        held--;
        Py_DECREF(arg); /* RIGHT */
    }
    return PyLong_FromLong(1000);
}

static PyObject *
undo(PyObject *self, PyObject *arg)
{
    Py_DECREF(arg);
    Py_DECREF(arg);
    return let_go(self, arg);
}

static PyObject *
fill(void)
{
    return PyBytes_FromStringAndSize(NULL, 200);
}

static void
drop(PyObject *o)
{
    Py_DECREF(o);
}

static PyObject *(*volatile maker)(void) = fill;
static void (*volatile dropper)(PyObject *) = drop;

/* What is released twice is not what the line that nothing reaches has. */
static PyObject *
misplace(PyObject *self, PyObject *table)
{
    PyObject *lent, *made = maker();
    if (made == NULL)
        return NULL;
    lent = PyDict_GetItemString(table, "a");
    if (lent == NULL || held == 1000) {
        Py_XDECREF(lent); /* NEVER */
        Py_DECREF(made);
        return PyLong_FromLong(2000);
    }
    Py_DECREF(made);
    Py_DECREF(made); /* TWICE */
    return PyLong_FromLong(1000);
}

/* Likewise, and both were there before. */
static PyObject *
mislay(PyObject *self, PyObject *table)
{
    PyObject *other = PyDict_GetItemString(table, "b"), *lent;
    if (other != NULL)
        dropper(other); /* ONCE */
    lent = PyDict_GetItemString(table, "a");
    if (lent == NULL || held == 1000) {
        Py_XDECREF(lent); /* ABSENT */
        return PyLong_FromLong(2000);
    }
    return PyLong_FromLong(1000);
}

typedef struct {
    PyObject_HEAD
    PyObject *list;
} Sash;

static void
sash_dealloc(Sash *self)
{
    Py_XDECREF(self->list);
    PyObject_Free(self);
}

static PyTypeObject Sash_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hems.Sash",
    .tp_basicsize = sizeof(Sash),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)sash_dealloc,
};

static __attribute__((noinline)) PyObject *
sash_make(void)
{
    Sash *made = PyObject_New(Sash, &Sash_Type);
    if (made != NULL)
        made->list = NULL;
    return (PyObject *)made;
}

static PyObject *
pass_on(PyObject *o)
{
    return o;
}

static PyObject *(*volatile other_name)(PyObject *) = pass_on;

/* Both lines have what one helper makes, and one of them is never reached. */
static PyObject *
misname(PyObject *self, PyObject *table)
{
    PyObject *again, *made = sash_make();
    if (made == NULL)
        return NULL;
    if (PyObject_IsTrue(Py_True) < 0) {
        Py_DECREF(made);
        Py_DECREF(made); /* UNMET */
        return NULL;
    }
    again = other_name(made);
    Py_DECREF(made);
    Py_DECREF(again); /* AGAIN */
    return PyLong_FromLong(1000);
}

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Seam;

static void
seam_dealloc(Seam *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(self->name);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

/* Python's own method calls seam_own(), and the interpreter uses what is gone
 * then. */
static int
seam_init(Seam *self, PyObject *args, PyObject *names)
{
    PyObject *value;
    value = PyObject_CallMethod((PyObject *)self, "prepare", NULL);
    if (value == NULL)
        return -1;
    Py_DECREF(value);
    value = PyObject_CallMethod((PyObject *)self, "adapt", NULL);
    Py_XDECREF(value);
    return value == NULL ? -1 : 0;
}

static PyObject *
seam_own(Seam *self, PyObject *none)
{
    Py_DECREF(self); /* HERE */
    return PyFloat_FromDouble(1000.5);
}

/* May lose the list when the iterator fails, which none does. */
static __attribute__((noinline)) PyObject *
made(PyObject *arg)
{
    PyObject *item, *list, *it = PyObject_GetIter(arg);
    if (it == NULL)
        return NULL;
    list = PyList_New(0);
    while (list != NULL && (item = PyIter_Next(it)) != NULL)
        Py_DECREF(item);
    Py_DECREF(it);
    if (PyErr_Occurred())
        return NULL; /* UNSEEN */
    return list;
}

static PyObject *
seam_rename(Seam *self, PyObject *arg)
{
    PyObject *list = made(arg);
    if (list == NULL)
        return NULL;
    self->name = list; /* LOST */
    return PyFloat_FromDouble(1000.5);
}

static PyMethodDef seam_methods[] = {
    {"rename", (PyCFunction)seam_rename, METH_O, NULL},
    {"own", (PyCFunction)seam_own, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot seam_slots[] = {
    {Py_tp_dealloc, seam_dealloc},
    {Py_tp_init, seam_init},
    {Py_tp_methods, seam_methods},
    {0, NULL},
};

static PyType_Spec seam_spec = {
    .name = "hems.Seam",
    .basicsize = sizeof(Seam),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .slots = seam_slots,
};

/* Of something that has many references; what Python does with it beside
 * differs from call to call. */
typedef struct {
    PyObject_HEAD
} Edge;

static int
edge_init(Edge *self, PyObject *args, PyObject *names)
{
    PyObject *value = PyObject_CallMethod((PyObject *)self, "edged", NULL);
    if (value == NULL)
        return -1;
    Py_DECREF(value);
    Py_DECREF(value); /* HERE */
    Py_DECREF(value);
    return 0;
}

static PyTypeObject Edge_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hems.Edge",
    .tp_basicsize = sizeof(Edge),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)edge_init,
};

static PyMethodDef methods[] = {
    {"died", died, METH_NOARGS, NULL},
    {"tomb", tomb, METH_NOARGS, NULL},
    {"hold", hold, METH_O, NULL},
    {"let_go", let_go, METH_O, NULL},
    {"undo", undo, METH_O, NULL},
    {"misplace", misplace, METH_O, NULL},
    {"mislay", mislay, METH_O, NULL},
    {"misname", misname, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "hems", .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_hems(void)
{
    PyObject *m, *seam;
    if (PyType_Ready(&Hem_Type) < 0 || PyType_Ready(&Edge_Type) < 0 ||
        PyType_Ready(&Tomb_Type) < 0 || PyType_Ready(&Sash_Type) < 0)
        return NULL;
    m = PyModule_Create(&module);
    seam = m == NULL ? NULL : PyType_FromSpec(&seam_spec);
    if (seam == NULL || PyModule_AddObject(m, "Seam", seam) < 0) {
        Py_XDECREF(seam);
        Py_XDECREF(m);
        return NULL;
    }
    Py_INCREF(&Edge_Type);
    if (PyModule_AddObject(m, "Edge", (PyObject *)&Edge_Type) < 0) {
        Py_DECREF(&Edge_Type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

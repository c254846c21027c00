/* Lists of ribs that know their neighbours without owning them.  What is lost
 * or released too often has other names in fields that are not released, was
 * made with the instance and not by the call, or goes wrong in each of several
 * calls of a helper. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct rib {
    PyObject_HEAD
    PyObject *value;
    struct rib *next, *before; /* the hull owns each once */
} Rib;

typedef struct {
    PyObject_HEAD
    Rib *first, *last;
} Hull;

static int
rib_traverse(Rib *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static void
rib_dealloc(Rib *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->value);
    PyObject_GC_Del(self);
}

static PyTypeObject Rib_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hulls.Rib",
    .tp_basicsize = sizeof(Rib),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)rib_dealloc,
    .tp_traverse = (traverseproc)rib_traverse,
};

static PyObject *
hull_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    return type->tp_alloc(type, 0);
}

static void
hull_dealloc(Hull *self)
{
    Rib *rib = self->first;
    while (rib != NULL) {
        Rib *next = rib->next;
        Py_DECREF(rib);
        rib = next;
    }
    Py_TYPE(self)->tp_free(self);
}

/* With a reference for the hull. */
static Rib *
rib_new(Hull *hull, PyObject *value)
{
    Rib *rib = PyObject_GC_New(Rib, &Rib_Type);
    if (rib == NULL)
        return NULL;
    Py_INCREF(value);
    rib->value = value;
    rib->next = NULL;
    rib->before = hull->last;
    if (hull->last != NULL)
        hull->last->next = rib;
    PyObject_GC_Track(rib);
    return rib;
}

static PyObject *
hull_push(Hull *self, PyObject *value)
{
    Rib *rib = rib_new(self, value);
    if (rib == NULL)
        return NULL;
    self->last = rib;
    if (self->first == NULL)
        self->first = rib;
    Py_INCREF(rib);
    return (PyObject *)rib;
}

/* The result is the hull's own reference. */
static PyObject *
hull_lend(Hull *self, PyObject *value)
{
    Rib *rib = rib_new(self, value);
    if (rib == NULL)
        return NULL;
    self->last = rib;
    if (self->first == NULL)
        self->first = rib;
    return (PyObject *)rib; /* LENT */
}

static Rib *
rib_out(Hull *self)
{
    Rib *rib = self->first;
    if (rib == NULL)
        return NULL;
    self->first = rib->next;
    if (self->first == NULL)
        self->last = NULL;
    return rib;
}

static PyObject *
hull_shift(Hull *self, PyObject *none)
{
    Rib *rib = rib_out(self);
    Py_XDECREF(rib);
    Py_RETURN_NONE;
}

/* Nobody has it any more. */
static PyObject *
hull_drop(Hull *self, PyObject *none)
{
    Rib *rib = rib_out(self); /* OUT */
    return PyLong_FromLong(rib == NULL ? 1000 : 2000);
}

/* What the rib had before is lost. */
static void
rib_put(Rib *rib, PyObject *value)
{
    Py_INCREF(value);
    rib->value = value; /* OVER */
}

static PyObject *
hull_paint(Hull *self, PyObject *args)
{
    PyObject *one, *two;
    if (!PyArg_ParseTuple(args, "OO", &one, &two))
        return NULL;
    for (Rib *rib = self->first; rib != NULL; rib = rib->next) {
        rib_put(rib, one);
        rib_put(rib, two);
    }
    Py_RETURN_NONE;
}

static PyObject *oak, *elm;

/* Whichever it is, it is only lent. */
static PyObject *
wood(PyObject *self, PyObject *arg)
{
    PyObject *result;
    if (PyObject_IsTrue(arg)) {
        PyErr_Clear();
        result = oak;
    }
    else
        result = elm;
    return result; /* WOOD */
}

static PyMethodDef hull_methods[] = {
    {"push", (PyCFunction)hull_push, METH_O, NULL},
    {"lend", (PyCFunction)hull_lend, METH_O, NULL},
    {"shift", (PyCFunction)hull_shift, METH_NOARGS, NULL},
    {"drop", (PyCFunction)hull_drop, METH_NOARGS, NULL},
    {"paint", (PyCFunction)hull_paint, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Hull_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hulls.Hull",
    .tp_basicsize = sizeof(Hull),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = hull_new,
    .tp_dealloc = (destructor)hull_dealloc,
    .tp_methods = hull_methods,
};

/* Only classes made in Python have instances. */
typedef struct {
    PyObject_HEAD
    PyObject *tar, *oil;
} Keel;

static int
keel_traverse(Keel *self, visitproc visit, void *arg)
{
    Py_VISIT(self->tar);
    Py_VISIT(self->oil);
    return 0;
}

static int
keel_clear(Keel *self) /* CLEAR */
{
    Py_CLEAR(self->tar);
    return 0;
}

static void
keel_dealloc(Keel *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    keel_clear(self);
    type->tp_free(self);
}

static PyObject *
keel_oiled(Keel *self, PyObject *none)
{
    if (self->oil == NULL && (self->oil = PyList_New(0)) == NULL)
        return NULL;
    Py_INCREF(self->oil);
    return self->oil;
}

static PyMethodDef keel_methods[] = {
    {"oiled", (PyCFunction)keel_oiled, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Keel_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hulls.Keel",
    .tp_basicsize = sizeof(Keel),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC |
                Py_TPFLAGS_BASETYPE,
    .tp_dealloc = (destructor)keel_dealloc,
    .tp_traverse = (traverseproc)keel_traverse,
    .tp_clear = (inquiry)keel_clear,
    .tp_new = PyType_GenericNew,
    .tp_methods = keel_methods,
};

static PyMethodDef methods[] = {
    {"wood", wood, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "hulls",
    .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_hulls(void)
{
    PyObject *m = PyModule_Create(&module);
    oak = PyUnicode_FromString("a long word for a kind of wood");
    elm = PyUnicode_FromString("another word for another kind");
    if (m == NULL || oak == NULL || elm == NULL ||
        PyType_Ready(&Rib_Type) < 0 || PyType_Ready(&Hull_Type) < 0 ||
        PyType_Ready(&Keel_Type) < 0 ||
        PyModule_AddObject(m, "Keel", (PyObject *)&Keel_Type) < 0 ||
        PyModule_AddObject(m, "Hull", (PyObject *)&Hull_Type) < 0) {
        Py_XDECREF(m);
        return NULL;
    }
    Py_INCREF(&Hull_Type);
    Py_INCREF(&Keel_Type);
    return m;
}

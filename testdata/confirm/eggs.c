/* Types, one defect each, and a list that a helper makes: what a run has to
 * know more of than one call. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *item;
} Egg;

/* ---- keeps its type ----------------------------------------------------- */

static void
heavy_dealloc(PyObject *self)
{
    Py_TYPE(self)->tp_free(self);
}

static PyType_Slot heavy_slots[] = {{Py_tp_dealloc, heavy_dealloc},
                                    {Py_tp_new, PyType_GenericNew},
                                    {0, NULL}};

static PyType_Spec heavy_spec = {"eggs.Heavy", sizeof(Egg), 0,
                                 Py_TPFLAGS_DEFAULT, heavy_slots};

/* ---- frees what subclasses have allocated elsewhere --------------------- */

static void
open_dealloc(PyObject *self)
{
    PyObject_Free(self);
}

static PyTypeObject Open_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "eggs.Open",
    .tp_basicsize = sizeof(Egg),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = open_dealloc,
};

/* ---- forgets its item when it is set up again --------------------------- */

static int
box_init(Egg *self, PyObject *args, PyObject *kwargs)
{
    PyObject *item;
    if (!PyArg_ParseTuple(args, "O", &item))
        return -1;
    Py_INCREF(item);
    self->item = item;
    return 0;
}

static void
box_dealloc(Egg *self)
{
    Py_XDECREF(self->item);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "eggs.Box",
    .tp_basicsize = sizeof(Egg),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)box_init,
    .tp_dealloc = (destructor)box_dealloc,
};

/* ---- keeps a method of its own for good --------------------------------- */

static int
ring_init(Egg *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"item", NULL};
    PyObject *item = NULL, *old = self->item;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O", names, &item))
        return -1;
    Py_XINCREF(item);
    self->item = item;
    Py_XDECREF(old);
    return 0;
}

static int
ring_traverse(Egg *self, visitproc visit, void *arg)
{
    Py_VISIT(self->item);
    return 0;
}

static void
ring_dealloc(Egg *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->item);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Ring_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "eggs.Ring",
    .tp_basicsize = sizeof(Egg),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)ring_init,
    .tp_traverse = (traverseproc)ring_traverse,
    .tp_dealloc = (destructor)ring_dealloc,
};

/* ---- a helper fails, and what another one made is lost ------------------ */

static Egg *
egg_make(PyTypeObject *type, PyObject *item)
{
    Egg *egg = (Egg *)type->tp_alloc(type, 0);
    if (egg == NULL)
        return NULL;
    Py_INCREF(item);
    egg->item = item;
    return egg;
}

static PyObject *
egg_check(Egg *egg)
{
    PyObject *text = PyUnicode_FromFormat("<%R>", egg->item);
    if (text == NULL)
        return NULL;
    Py_DECREF(text);
    return (PyObject *)egg;
}

static PyObject *
boxed(PyObject *self, PyObject *arg)
{
    Egg *egg = egg_make(&Box_Type, arg);
    if (egg == NULL)
        return NULL;
    return egg_check(egg);
}

/* Makes and checks likewise, and is right. */
static PyObject *
checked(PyObject *self, PyObject *arg)
{
    Egg *egg = egg_make(&Box_Type, arg);
    if (egg == NULL)
        return NULL;
    if (egg_check(egg) == NULL) {
        Py_DECREF(egg);
        return NULL;
    }
    return (PyObject *)egg;
}

/* ---- goes on with an exception set -------------------------------------- */

static PyObject *
heedless(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    PyObject *text = PyObject_Repr(arg);
    if (list == NULL || text == NULL) {
        Py_XDECREF(list);
        Py_XDECREF(text);
        return NULL;
    }
    PyList_SET_ITEM(list, 0, text);
    return list;
}

/* ---- believes that every text has UTF-8 ---------------------------------- */

static PyObject *
first_byte(PyObject *self, PyObject *arg)
{
    const char *text;
    if (!PyUnicode_Check(arg))
        return PyErr_Format(PyExc_TypeError, "no text: %R", arg);
    text = PyUnicode_AsUTF8(arg);
    return PyLong_FromLong(*text);
}

static PyMethodDef methods[] = {
    {"first_byte", first_byte, METH_O, NULL},
    {"boxed", boxed, METH_O, NULL},
    {"checked", checked, METH_O, NULL},
    {"heedless", heedless, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "eggs", NULL, -1, methods,
    NULL, NULL, NULL, NULL,
};

static int
add_type(PyObject *m, const char *name, PyObject *type)
{
    if (type == NULL || PyModule_AddObject(m, name, type) == 0)
        return type == NULL ? -1 : 0;
    Py_DECREF(type);
    return -1;
}

PyMODINIT_FUNC
PyInit_eggs(void)
{
    PyObject *m;
    if (PyType_Ready(&Open_Type) < 0 || PyType_Ready(&Box_Type) < 0 ||
        PyType_Ready(&Ring_Type) < 0)
        return NULL;
    m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    Py_INCREF(&Open_Type);
    Py_INCREF(&Box_Type);
    Py_INCREF(&Ring_Type);
    if (add_type(m, "Open", (PyObject *)&Open_Type) < 0 ||
        add_type(m, "Box", (PyObject *)&Box_Type) < 0 ||
        add_type(m, "Ring", (PyObject *)&Ring_Type) < 0 ||
        add_type(m, "Heavy", PyType_FromSpec(&heavy_spec)) < 0) {
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

/* Defects whose line is not the call that made the object: a sweep has to
 * name the lines that say HERE, without an analysis before. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define ALONE __attribute__((noinline))

typedef struct {
    PyObject_HEAD
    PyObject *a, *b;
} Hen;

static void
hen_dealloc(Hen *self)
{
    Py_XDECREF(self->a);
    Py_XDECREF(self->b);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Hen_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hens.Hen",
    .tp_basicsize = sizeof(Hen),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)hen_dealloc,
};

static Hen *
hen_new(void)
{
    return (Hen *)Hen_Type.tp_alloc(&Hen_Type, 0);
}

/* Two fields, one reference. */
static ALONE Hen *
hen_fill(Hen *hen, PyObject *o)
{
    Py_INCREF(o);
    hen->a = o;
    hen->b = o; /* HERE */
    return hen;
}

static PyObject *
filled(PyObject *self, PyObject *arg)
{
    Hen *hen = hen_new();
    return hen == NULL ? NULL : (PyObject *)hen_fill(hen, arg);
}

static ALONE PyObject *
text_of(PyObject *o)
{
    return PyObject_Repr(o);
}

static PyObject *
length(PyObject *self, PyObject *arg)
{
    PyObject *text = text_of(arg); /* HERE */
    if (text == NULL)
        return NULL;
    return PyLong_FromSsize_t(PyUnicode_GetLength(text) + 1000);
}

static ALONE PyObject *
same(PyObject *o)
{
    Py_INCREF(o);
    return o;
}

static PyObject *
kept(PyObject *self, PyObject *arg)
{
    PyObject *o = same(arg); /* HERE */
    Py_INCREF(o);
    Py_DECREF(o);
    return PyLong_FromLong(1000);
}

static PyObject *
twice(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    Py_DECREF(arg);
    Py_DECREF(arg); /* HERE */
    return PyLong_FromLong(1000);
}

/* The destructor releases what is gone by then. */
static PyObject *
nested(PyObject *self, PyObject *arg)
{
    Hen *outer = hen_new(), *inner = hen_new();
    if (outer == NULL || inner == NULL) {
        Py_XDECREF(outer);
        Py_XDECREF(inner);
        return NULL;
    }
    Py_INCREF(inner);
    outer->a = (PyObject *)inner;
    Py_DECREF(inner);
    Py_DECREF(inner); /* HERE */
    return (PyObject *)outer;
}

static PyMethodDef methods[] = {
    {"filled", filled, METH_O, NULL}, {"length", length, METH_O, NULL},
    {"kept", kept, METH_O, NULL},     {"twice", twice, METH_O, NULL},
    {"nested", nested, METH_O, NULL}, {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "hens", .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_hens(void)
{
    if (PyType_Ready(&Hen_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}

// Helpers that fail without an exception on some way, and somebody knows.
#include <Python.h>

/* The caller raises. */
static int
get_bounds(PyObject *pair, long *lo, long *hi)
{
    if (!PyArg_ParseTuple(pair, "ll", lo, hi))
        return -1;
    if (*lo > *hi)
        return -1;
    return 0;
}

static PyObject *
width(PyObject *self, PyObject *pair)
{
    long lo, hi;
    if (get_bounds(pair, &lo, &hi) < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "bounds");
        return NULL;
    }
    return PyLong_FromLong(hi - lo);
}

/* One of two callers goes on without the item. */
static PyObject *
first_of(PyObject *dict, PyObject *key)
{
    PyObject *list = PyDict_GetItemWithError(dict, key);
    if (list == NULL)
        return NULL;
    return PySequence_GetItem(list, 0);
}

static PyObject *
has_first(PyObject *self, PyObject *args)
{
    PyObject *dict, *key, *item;
    if (!PyArg_ParseTuple(args, "O!O", &PyDict_Type, &dict, &key))
        return NULL;
    item = first_of(dict, key);
    if (item == NULL) {
        PyErr_Clear();
        Py_RETURN_FALSE;
    }
    Py_DECREF(item);
    Py_RETURN_TRUE;
}

/* What it gets may be a failure already. */
static PyObject *
negate(PyObject *number)
{
    if (number == NULL)
        return NULL;
    PyObject *result = PyNumber_Negative(number);
    Py_DECREF(number);
    return result;
}

static PyObject *
length(PyObject *self, PyObject *o)
{
    PyObject *number = negate(PyObject_Str(o));
    if (number == NULL)
        return NULL;
    return number;
}

/* NULL without an exception ends an iteration. */
struct walk {
    PyObject_HEAD
    Py_ssize_t at;
    PyObject *list;
};

static PyObject *
item_at(struct walk *w)
{
    if (w->at >= PyList_GET_SIZE(w->list))
        return NULL;
    return PyNumber_Negative(PyList_GET_ITEM(w->list, w->at++));
}

static PyObject *
walk_next(struct walk *w)
{
    PyObject *item = item_at(w);
    if (item == NULL)
        return NULL;
    return item;
}

static PyTypeObject Walk = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "spam.Walk",
    .tp_basicsize = sizeof(struct walk),
    .tp_iternext = (iternextfunc)walk_next,
};

static PyMethodDef methods[] = {
    {"width", width, METH_O, NULL},
    {"has_first", has_first, METH_VARARGS, NULL},
    {"length", length, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    if (PyType_Ready(&Walk) < 0)
        return NULL;
    return PyModule_Create(&module);
}

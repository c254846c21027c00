#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* (a, b) -> [str(a), b] */

static PyObject *
make_pair(PyObject *self, PyObject *args)
{
    PyObject *a, *b, *list; if (!PyArg_ParseTuple(args, "OO", &a, &b)) return NULL;
    list = PyList_New(2);
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a);
    if (s == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, s);
    PyList_SET_ITEM(list, 1, Py_NewRef(b));
    return list;
}

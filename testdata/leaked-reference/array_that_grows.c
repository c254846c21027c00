/* The block moves as it grows, and what lay in it lies in the new one. */
#include <Python.h>

static PyObject *
three_texts(PyObject *self, PyObject *a)
{
    PyObject **items = NULL, *sum;
    Py_ssize_t n = 0;
    int i;
    for (i = 0; i < 3; i++) {
        PyObject *made;
        PyObject **more = PyMem_Realloc(items, (n + 1) * sizeof *more);
        if (more == NULL) {
            while (n > 0)
                Py_DECREF(items[--n]);
            PyMem_Free(items);
            return PyErr_NoMemory();
        }
        items = more;
        made = PyObject_Repr(a);
        if (made == NULL) {
            PyMem_Free(items); // WARN leaked-reference "'made' still owns a reference when its memory is freed"
            return NULL;
        }
        items[n++] = made;
    }
    sum = PyLong_FromSsize_t(n);
    while (n > 0)
        Py_DECREF(items[--n]);
    PyMem_Free(items);
    return sum;
}

static PyObject *
two_texts(PyObject *self, PyObject *a)
{
    PyObject *text;
    PyObject **grown, **items = PyMem_Malloc(sizeof *items);
    if (items == NULL)
        return PyErr_NoMemory();
    items[0] = PyObject_Repr(a);
    if (items[0] == NULL) {
        PyMem_Free(items);
        return NULL;
    }
    grown = PyMem_Realloc(items, 2 * sizeof *items);
    if (grown == NULL) {
        Py_DECREF(items[0]);
        PyMem_Free(items);
        return PyErr_NoMemory();
    }
    items = grown;
    items[1] = PyObject_Str(a);
    if (items[1] == NULL) {
        PyMem_Free(items); // WARN leaked-reference "still owns a reference when its memory is freed"
        return NULL;
    }
    text = PyUnicode_Concat(items[0], items[1]);
    Py_DECREF(items[0]);
    Py_DECREF(items[1]);
    PyMem_Free(items);
    return text;
}

static PyMethodDef methods[] = {
    {"three_texts", three_texts, METH_O, NULL},
    {"two_texts", two_texts, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "texts",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_texts(void)
{
    return PyModule_Create(&module);
}

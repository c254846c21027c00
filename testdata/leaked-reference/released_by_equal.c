/* An object that was found to be another is released by the other's name. */
#include <Python.h>

static PyObject *
token(PyObject *text)
{
    if (PyUnicode_GetLength(text) == 0)
        return Py_NewRef(PyExc_StopIteration);
    return PyUnicode_Substring(text, 0, 1);
}

PyObject *
collect(PyObject *self, PyObject *text)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    for (;;) {
        PyObject *item = token(text);
        if (item == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        if (item == PyExc_StopIteration) {
            Py_DECREF(PyExc_StopIteration);
            break;
        }
        int bad = PyList_Append(list, item);
        Py_DECREF(item);
        if (bad) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

PyObject *
count(PyObject *self, PyObject *text)
{
    Py_ssize_t n = 0;
    for (;;) {
        PyObject *item = token(text);
        if (item == NULL)
            return NULL;
        if (item == PyExc_StopIteration)
            break; // WARN leaked-reference "'item'"
        Py_DECREF(item);
        n++;
    }
    return PyLong_FromSsize_t(n);
}

PyMethodDef methods[] = {{"collect", collect, METH_O, NULL},
                         {"count", count, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};

/* What was made here and nobody has seen is shortened, unless memory runs
   out; a view of a bytearray keeps its size. */
#include <Python.h>

Py_ssize_t fill(char *block, Py_ssize_t n);

PyObject *
shorten_list(PyObject *self, PyObject *args)
{
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    PyObject *list = PyList_New(64);
    if (list == NULL)
        return NULL;
    for (int i = 0; i < 64; i++)
        PyList_SET_ITEM(list, i, Py_NewRef(Py_None));
    if (n < 64)
        PyList_SetSlice(list, n, 64, NULL);
    return list; // RARE result-with-exception
}

PyObject *
put_into_list(PyObject *self, PyObject *items)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    PyList_SetSlice(list, 0, 0, items);
    return list; // WARN result-with-exception "PyList_SetSlice"
}

PyObject *
shorten_bytes(PyObject *self, PyObject *args)
{
    Py_ssize_t n, m;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    PyObject *out = PyByteArray_FromStringAndSize(NULL, n);
    if (out == NULL)
        return NULL;
    m = fill(PyByteArray_AsString(out), n);
    if (m != n)
        PyByteArray_Resize(out, m);
    return out; // RARE result-with-exception
}

PyObject *
shorten_given(PyObject *self, PyObject *args)
{
    PyObject *out;
    if (!PyArg_ParseTuple(args, "Y", &out))
        return NULL;
    PyByteArray_Resize(out, 1);
    Py_RETURN_NONE; // WARN result-with-exception "PyByteArray_Resize"
}

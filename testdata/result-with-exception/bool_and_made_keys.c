/* What cannot fail: the truth of a bool, and the hash of what was made here. */
#include <Python.h>

static int verbose;

PyObject *
set_verbose(PyObject *self, PyObject *args)
{
    PyObject *flag;
    if (!PyArg_ParseTuple(args, "O!", &PyBool_Type, &flag))
        return NULL;
    verbose = PyObject_IsTrue(flag);
    Py_RETURN_NONE;
}

PyObject *
set_level(PyObject *self, PyObject *args)
{
    PyObject *level;
    if (!PyArg_ParseTuple(args, "O!", &PyLong_Type, &level))
        return NULL;
    verbose = PyObject_IsTrue(level);
    Py_RETURN_NONE; // WARN result-with-exception
}

PyObject *
sums(PyObject *self, PyObject *arg)
{
    PyObject *d = PyDict_New();
    if (d == NULL)
        return NULL;
    PyObject *key = Py_BuildValue("s", "crc");
    if (key == NULL) {
        Py_DECREF(d);
        return NULL;
    }
    PyDict_SetItem(d, key, arg);
    Py_DECREF(key);
    return d; // RARE result-with-exception
}

PyObject *
sums_by(PyObject *self, PyObject *key)
{
    PyObject *d = PyDict_New();
    if (d == NULL)
        return NULL;
    PyDict_SetItem(d, key, Py_None);
    return d; // WARN result-with-exception
}

PyMethodDef methods[] = {
    {"set_verbose", set_verbose, METH_VARARGS, NULL},
    {"set_level", set_level, METH_VARARGS, NULL},
    {"sums", sums, METH_O, NULL},
    {"sums_by", sums_by, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

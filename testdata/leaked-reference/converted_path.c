/* "O&" with PyUnicode_FSConverter() makes a new bytes object. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
open_device(PyObject *self, PyObject *args)
{
    PyObject *path = NULL;
    int speed;
    if (!PyArg_ParseTuple(args, "O&i", PyUnicode_FSConverter, &path, &speed))
        return NULL;
    if (speed <= 0) {
        PyErr_SetString(PyExc_ValueError, "speed must be positive");
        return NULL; // WARN leaked-reference "'path'"
    }
    PyObject *result = Py_BuildValue("yi", PyBytes_AS_STRING(path), speed);
    Py_DECREF(path);
    return result;
}

static int
to_list(PyObject *o, PyObject **out)
{
    *out = PySequence_List(o);
    return *out != NULL;
}

static PyObject *
count(PyObject *self, PyObject *args, PyObject *kwds)
{
    static char *names[] = {"items", "extra", NULL};
    PyObject *items, *extra = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O&|O&", names, to_list,
                                     &items, to_list, &extra))
        return NULL; // WARN leaked-reference "'items'"
    Py_ssize_t n = PyList_GET_SIZE(items);
    if (extra != NULL)
        n += PyList_GET_SIZE(extra);
    Py_DECREF(items);
    return PyLong_FromSsize_t(n); // WARN leaked-reference "'extra'"
}

PyMethodDef methods[] = {
    {"open_device", open_device, METH_VARARGS, NULL},
    {"count", (PyCFunction)(void (*)(void))count, METH_VARARGS | METH_KEYWORDS,
     NULL},
    {NULL, NULL, 0, NULL},
};

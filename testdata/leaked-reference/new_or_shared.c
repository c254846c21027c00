/* What is new is no object that a variable had before. */
#include <Python.h>

static PyObject *shared;

static PyObject *
make(Py_ssize_t n)
{
    return PyList_New(n);
}

PyObject *
ok_released_unless_shared(PyObject *self, PyObject *args)
{
    const char *c;
    PyObject *zone = Py_None;
    if (!PyArg_ParseTuple(args, "s", &c))
        return NULL;
    if (*c == 'z')
        zone = shared;
    else if (*c != '\0') {
        zone = make(*c);
        if (zone == NULL)
            return NULL;
    }
    PyErr_Format(PyExc_ValueError, "not %s", c);
    if (zone != Py_None && zone != shared)
        Py_DECREF(zone);
    return NULL;
}

PyObject *
ok_kept_by_another_too(PyObject *self, PyObject *args)
{
    const char *c;
    PyObject *zone = Py_None;
    if (!PyArg_ParseTuple(args, "s", &c))
        return NULL;
    if (*c == 'z')
        zone = shared;
    else if (*c != '\0') {
        zone = make(*c);
        if (zone == NULL)
            return NULL;
    }
    PyObject *both = PyTuple_Pack(2, self, zone);
    if (zone != Py_None && zone != shared)
        Py_DECREF(zone);
    return both;
}

PyObject *
perhaps_shared(PyObject *self, PyObject *args)
{
    const char *c;
    if (!PyArg_ParseTuple(args, "s", &c))
        return NULL;
    PyObject *zone = PyUnicode_FromString(c);
    if (zone == NULL)
        return NULL;
    PyErr_Format(PyExc_ValueError, "not %s", c);
    if (zone != shared)
        Py_DECREF(zone);
    return NULL; // WARN leaked-reference "'zone'"
}

PyObject *
shared_before(PyObject *self, PyObject *args)
{
    PyObject *zone = make(1);
    if (zone == NULL)
        return NULL;
    Py_INCREF(zone);
    shared = zone;
    PyErr_SetString(PyExc_ValueError, "no");
    if (zone != shared)
        Py_DECREF(zone);
    return NULL; // DOUBT leaked-reference
}

/* The helper tests the address of the caller's variable instead of what it
 * has put there, so it says that all is well.
 */
#include <Python.h>

static int
open_iterator(PyObject *source, PyObject **out)
{
    *out = PyObject_GetIter(source);
    if (out == NULL)
        return -1;
    return 0;
}

PyObject *
head_of(PyObject *self, PyObject *source)
{
    PyObject *it;
    if (open_iterator(source, &it) < 0)
        return NULL;
    PyObject *first = PyIter_Next(it); // WARN unchecked-null "it"
    Py_DECREF(it);
    if (first == NULL && !PyErr_Occurred())
        PyErr_SetNone(PyExc_IndexError);
    return first;
}

static int
open_well(PyObject *source, PyObject **out)
{
    *out = PyObject_GetIter(source);
    return *out == NULL ? -1 : 0;
}

PyObject *
ok_head_of(PyObject *self, PyObject *source)
{
    PyObject *it;
    if (open_well(source, &it) < 0)
        return NULL;
    PyObject *first = PyIter_Next(it);
    Py_DECREF(it);
    if (first == NULL && !PyErr_Occurred())
        PyErr_SetNone(PyExc_IndexError);
    return first;
}

static void
maybe_open(PyObject *source, PyObject **out)
{
    *out = PyObject_GetIter(source);
    if (*out == NULL)
        PyErr_Clear();
}

PyObject *
ok_maybe(PyObject *self, PyObject *source)
{
    PyObject *it;
    maybe_open(source, &it);
    if (it == NULL)
        Py_RETURN_NONE;
    return it;
}

/* The helper releases what its caller's variable holds and leaves the pointer
   there. */
#include <Python.h>

static void
drop(PyObject **variable)
{
    Py_DECREF(*variable);
}

static void
peek(PyObject **variable)
{
    Py_INCREF(*variable);
    if (PyObject_IsTrue(*variable) < 0)
        PyErr_Clear();
    Py_DECREF(*variable);
}

int
count_of(PyObject *o)
{
    PyObject *all = PySequence_List(o);
    if (all == NULL)
        return -1;
    int n = (int)PyList_GET_SIZE(all);
    drop(&all);
    return n;
}

int
truth_of(PyObject *o)
{
    PyObject *all = PySequence_List(o);
    if (all == NULL)
        return -1;
    peek(&all);
    return 0; // WARN leaked-reference "'all'"
}

Py_ssize_t
size_of(PyObject *o)
{
    PyObject *all = PySequence_List(o);
    if (all == NULL)
        return -1;
    drop(&all);
    return PyList_GET_SIZE(all); // WARN use-after-release "'all'"
}

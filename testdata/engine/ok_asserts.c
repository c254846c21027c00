/* Assertions cut off what cannot be. */
#include <Python.h>
#include <assert.h>

enum side { LEFT, RIGHT };

PyObject *
right(PyObject *o, enum side side)
{
    PyObject *r = NULL;
    switch (side) {
    case LEFT:
        r = PyObject_Str(o);
        break;
    case RIGHT:
        r = PyObject_Repr(o);
        break;
    default:
        assert(0 && "no such side");
        Py_UNREACHABLE();
    }
    return r;
}

Py_ssize_t
known(PyObject *tuple)
{
    assert(PyTuple_Check(tuple) && PyTuple_GET_SIZE(tuple) > 0);
    PyObject *first = PyTuple_GetItem(tuple, 0);
    assert(first);
    return Py_SIZE(tuple) + (first == Py_None);
}

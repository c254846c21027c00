/* The limited API of 3.13 has a function for None, True and their like: the
   same objects at each call. */
// PYTHON >=3.13
#define Py_LIMITED_API 0x030d0000
#include <Python.h>

PyObject *
ok_none(PyObject *self, PyObject *Py_UNUSED(args))
{
    Py_INCREF(Py_None);
    return Py_None;
}

PyObject *
ok_none_of_another(PyObject *self, PyObject *f)
{
    PyObject *r = PyObject_CallFunctionObjArgs(f, NULL);
    if (r == NULL)
        return NULL;
    if (r == Py_None) {
        Py_DECREF(Py_None);
        return PyLong_FromLong(3);
    }
    return r;
}

PyObject *
ok_one_of_two(PyObject *self, PyObject *o)
{
    PyObject *r = o == self ? Py_True : Py_False;
    Py_INCREF(r);
    return r;
}

PyObject *
ok_not_implemented(PyObject *self, PyObject *o)
{
    PyObject *r = o == self ? Py_NotImplemented : Py_Ellipsis;
    Py_INCREF(r);
    if (r == Py_Ellipsis) {
        Py_DECREF(Py_Ellipsis);
        Py_RETURN_NONE;
    }
    return r;
}

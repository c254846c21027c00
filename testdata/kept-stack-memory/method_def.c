/* A function object points to its definition. */
#include <Python.h>

static PyObject *
hello(PyObject *self, PyObject *ignored)
{
    Py_RETURN_NONE;
}

PyObject *
make_hello(PyObject *owner)
{
    PyMethodDef def = {"hello", hello, METH_NOARGS, NULL};
    PyObject *f = PyCFunction_New(&def, owner);
    if (f == NULL)
        return NULL;
    return f; // WARN kept-stack-memory "def"
}

PyObject *
ok_make_hello(PyObject *owner)
{
    static PyMethodDef def = {"hello", hello, METH_NOARGS, NULL};
    return PyCFunction_New(&def, owner);
}

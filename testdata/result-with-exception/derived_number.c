/* A subclass of int can have a __bool__ that raises. */
#include <Python.h>

static int level;

PyObject *
set_level(PyObject *self, PyObject *arg)
{
    if (!PyObject_TypeCheck(arg, &PyLong_Type)) {
        PyErr_SetString(PyExc_TypeError, "a number is needed");
        return NULL;
    }
    level = PyObject_IsTrue(arg);
    Py_INCREF(arg);
    return arg; // WARN result-with-exception "PyObject_IsTrue()"
}

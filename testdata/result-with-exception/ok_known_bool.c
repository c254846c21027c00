/* The truth of what has been found to be a bool or a number needs no code. */
#include <Python.h>

static int allow_big, verbose;

PyObject *
set_allow_big(PyObject *self, PyObject *arg)
{
    if (arg == NULL || !PyBool_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "a bool is needed");
        return NULL;
    }
    allow_big = PyObject_IsTrue(arg);
    Py_INCREF(arg);
    return arg;
}

PyObject *
set_verbose(PyObject *self, PyObject *arg)
{
    if (arg == Py_True || arg == Py_False)
        verbose = PyObject_IsTrue(arg);
    Py_RETURN_NONE;
}

PyObject *
set_both(PyObject *self, PyObject *arg)
{
#if PY_VERSION_HEX >= 0x03090000
    if (Py_IS_TYPE(arg, &PyLong_Type))
        allow_big = verbose = PyObject_IsTrue(arg);
#endif
    Py_RETURN_NONE;
}

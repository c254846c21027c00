/* Helpers that give a reference at one return and lend at another. */
// PYTHON <3.12
#include <Python.h>

PyObject *
check_callable(PyObject *spec, PyObject *value)
{
    int allow_none;
    if (PyCallable_Check(value))
        return value; // WARN returned-borrowed-reference "'value'"
    if (PyTuple_GET_SIZE(spec) < 2) {
        Py_INCREF(value);
        return value;
    }
    allow_none = PyObject_IsTrue(PyTuple_GET_ITEM(spec, 1));
    if (allow_none < 0)
        return NULL;
    if (allow_none) {
        Py_INCREF(value);
        return value;
    }
    PyErr_SetString(PyExc_TypeError, "not callable");
    return NULL;
}

PyObject *
named_tuple_type(PyObject *module)
{
    PyObject *type = PyObject_GetAttrString(module, "namedtuple");
    if (type == NULL) {
        PyErr_Clear(); // WARN swallowed-exception
        return Py_None; // DOUBT returned-borrowed-reference "None"
    }
    return type;
}

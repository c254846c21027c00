/* Two variables, one reference. */
#include <Python.h>

PyObject *
module_name(PyObject *module)
{
    PyObject *current = PyObject_GetAttrString(module, "__name__");
    if (current == NULL)
        return NULL;
    PyObject *saved = current;
    PyObject *result = PyObject_Str(current);
    Py_CLEAR(current);
    Py_DECREF(saved); // WARN excess-release "'saved'"
    return result;
}

// RUN import sys; alias = type(sys)("named-" + str(7)); module_name(alias)

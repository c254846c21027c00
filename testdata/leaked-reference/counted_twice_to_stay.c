/* Counted twice in a row: the object is to outlive all who release it.
 */
#include <Python.h>

int
read_constant(const char *data, PyObject **output)
{
    *output = PyUnicode_FromString(data);
    if (*output == NULL)
        return -1;
    Py_INCREF(*output);
    Py_INCREF(*output);
    return 0; // DOUBT leaked-reference
}

int
read_number(const char *data, PyObject **output)
{
    *output = PyLong_FromString(data, NULL, 10);
    if (*output == NULL)
        return -1;
    Py_INCREF(*output);
    return 0; // WARN leaked-reference
}

PyObject *
call_with_none(PyObject *call)
{
    PyObject *none, *result;
    Py_INCREF(Py_None);
    none = Py_None;
    Py_INCREF(Py_None);
    result = PyObject_CallFunctionObjArgs(call, none, NULL);
    Py_DECREF(none);
    return result; // WARN leaked-reference
}

PyObject *
twice_by_mistake(PyObject *self, PyObject *Py_UNUSED(args))
{
    Py_INCREF(self);
    Py_INCREF(self);
    return self; // WARN leaked-reference
}

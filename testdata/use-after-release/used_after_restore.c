/* PyErr_Restore() takes the exception over, and the next call may drop
 * it. */
#include <Python.h>

PyObject *
describe_pending(void)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (value == NULL) {
        PyErr_Restore(type, value, traceback);
        Py_RETURN_NONE;
    }
    PyErr_Restore(type, value, traceback);
    PyErr_Clear();
    return PyObject_Str(value); // WARN use-after-release "'value'"
}

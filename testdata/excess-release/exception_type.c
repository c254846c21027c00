/* PyErr_Occurred() lends the type of the pending exception. */
#include <Python.h>

int
is_key_error(void)
{
    PyObject *type = PyErr_Occurred();
    if (type == NULL)
        return 0;
    int match = PyErr_GivenExceptionMatches(type, PyExc_KeyError);
    Py_DECREF(type); // WARN excess-release "'type'"
    return match;
}

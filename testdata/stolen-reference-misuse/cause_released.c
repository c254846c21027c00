/* PyException_SetCause() takes the cause over. */
#include <Python.h>

int
chain(PyObject *error, PyObject *type)
{
    PyObject *cause = PyObject_CallFunction(type, "s", "inner");
    if (cause == NULL)
        return -1;
    PyException_SetCause(error, cause);
    Py_DECREF(cause); // WARN stolen-reference-misuse "'cause'"
    return 0;
}

/* NULL is None for 's', and the end of the format for a call. */
#include <Python.h>

PyObject *
reset(PyObject *target)
{
    PyObject *a = PyObject_CallMethod(target, "reset", NULL);
    if (a == NULL)
        return NULL;
    Py_DECREF(a);
    return Py_BuildValue("zs", (char *)NULL, NULL);
}

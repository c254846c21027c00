/* NULL ends the objects, also a NULL that a variable holds. */
#include <Python.h>

PyObject *
call_both(PyObject *f, PyObject *o, PyObject *name, PyObject *maybe)
{
    PyObject *end = NULL;
    PyObject *a = PyObject_CallFunctionObjArgs(f, o, maybe, NULL);
    if (a == NULL)
        return NULL;
    PyObject *b = PyObject_CallMethodObjArgs(o, name, a, end);
    Py_DECREF(a);
    return b;
}

/* The instance that gave the tuple still has it. */
#include <Python.h>

PyObject *
call_base(PyObject *class, PyObject *arg)
{
    PyObject *bases = PyObject_GetAttrString(class, "__bases__");
    if (bases == NULL)
        return NULL;
    PyObject *base = PyTuple_GetItem(bases, 0);
    Py_XINCREF(base);
    Py_DECREF(bases);
    if (base == NULL)
        return NULL;
    PyObject *r = PyObject_CallFunctionObjArgs(base, arg, NULL);
    Py_DECREF(base);
    return r;
}

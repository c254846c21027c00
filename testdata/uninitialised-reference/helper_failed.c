/* The helper sets its out-parameter on success only. */
#include <Python.h>

static int
find_handler(PyObject *table, PyObject *key, PyObject **handler)
{
    PyObject *h = PyObject_GetItem(table, key);
    if (h == NULL)
        return -1;
    *handler = h;
    return 0;
}

PyObject *
dispatch(PyObject *table, PyObject *key)
{
    PyObject *handler, *result = NULL;
    if (find_handler(table, key, &handler) == 0)
        result = PyObject_CallFunctionObjArgs(handler, key, NULL);
    Py_DECREF(handler); // WARN uninitialised-reference "'handler' released"
    return result;
}

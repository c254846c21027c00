/* drop() tests for itself. */
#include <Python.h>

static void
drop(PyObject *o)
{
    if (o == NULL)
        return;
    Py_DECREF(o);
}

int
probe(PyObject *o)
{
    PyObject *text = PyObject_Str(o);
    int ok = text != NULL;
    drop(text);
    return ok ? 0 : -1;
}

/* load() returns 0 only after it has stored an object. */
#include <Python.h>

static int
load(PyObject *o, const char *name, PyObject **out)
{
    PyObject *v = PyObject_GetAttrString(o, name);
    if (v == NULL) {
        *out = NULL;
        return -1;
    }
    *out = v;
    return 0;
}

int
has_items(PyObject *o)
{
    PyObject *items;
    if (load(o, "items", &items) < 0)
        return -1;
    int callable = PyCallable_Check(items);
    Py_DECREF(items);
    return callable;
}

/* drop() does not look before it releases. */
#include <Python.h>

static void
drop(PyObject *o)
{
    Py_DECREF(o);
}

int
probe(PyObject *o)
{
    PyObject *text = PyObject_Str(o);
    if (text == NULL) {
        drop(text); // WARN release-of-null "'text'"
        return -1;
    }
    drop(text);
    return 0;
}

/* The first error is kept; what closing says does not matter then. */
#include <Python.h>

PyObject *
read_once(PyObject *file)
{
    PyObject *data = PyObject_CallMethod(file, "read", NULL);
    if (data == NULL) {
        PyObject *t, *v, *tb;
        PyErr_Fetch(&t, &v, &tb);
        PyObject *r = PyObject_CallMethod(file, "close", NULL);
        if (r == NULL)
            PyErr_Clear();
        else
            Py_DECREF(r);
        PyErr_Restore(t, v, tb);
    }
    return data;
}

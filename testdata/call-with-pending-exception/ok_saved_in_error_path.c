/* Closing the file keeps the first error. */
#include <Python.h>

PyObject *
read_all(PyObject *file)
{
    PyObject *data = PyObject_CallMethod(file, "read", NULL);
    if (data == NULL) {
        PyObject *t, *v, *tb;
        PyErr_Fetch(&t, &v, &tb);
        PyObject *r = PyObject_CallMethod(file, "close", NULL);
        if (r == NULL)
            PyErr_Clear();
        Py_XDECREF(r);
        PyErr_Restore(t, v, tb);
        return NULL;
    }
    return data;
}

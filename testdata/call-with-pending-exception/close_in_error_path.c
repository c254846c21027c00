/* Clean-up calls back into Python with the error still set. */
#include <Python.h>

PyObject *
read_header(PyObject *path)
{
    PyObject *file = PyObject_CallMethod(path, "open", "s", "rb");
    if (file == NULL)
        return NULL;
    PyObject *head = PyObject_CallMethod(file, "read", "i", 16);
    PyObject *r = PyObject_CallMethod(file, "close", NULL); // WARN call-with-pending-exception "is set by PyObject_CallMethod()"
    Py_XDECREF(r);
    Py_DECREF(file);
    return head;
}

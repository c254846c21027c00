/* What is made from the view copies it. */
#include <Python.h>

PyObject *
ok_bytes(PyObject *self, PyObject *ignored)
{
    char data[8] = "abcdefg";
    PyObject *view = PyMemoryView_FromMemory(data, 8, PyBUF_READ);
    if (view == NULL)
        return NULL;
    PyObject *bytes = PyBytes_FromObject(view);
    Py_DECREF(view);
    return bytes;
}

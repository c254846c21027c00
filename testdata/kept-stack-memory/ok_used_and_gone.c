/* The view dies before the memory does. */
#include <Python.h>
#include <string.h>

PyObject *
ok_write_line(PyObject *self, PyObject *stream)
{
    char line[80];
    memset(line, '-', sizeof line);
    PyObject *view = PyMemoryView_FromMemory(line, sizeof line, PyBUF_READ);
    if (view == NULL)
        return NULL;
    PyObject *written = PyObject_CallMethod(stream, "write", "O", view);
    Py_DECREF(view);
    return written;
}

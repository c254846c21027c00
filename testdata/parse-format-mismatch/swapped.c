/* Two addresses in the wrong order. */
#include <Python.h>

PyObject *
connect_to(PyObject *self, PyObject *args)
{
    const char *host;
    int port;
    if (!PyArg_ParseTuple(args, "si", // WARN parse-format-mismatch "'s'" WARN parse-format-mismatch "'i'"
                          &port, &host))
        return NULL;
    return PyUnicode_FromFormat("%s:%d", host, port);
}

/* The same with bytes. */
#include <Python.h>

extern int transmit(const char *, Py_ssize_t);

int
send_packet(PyObject *packer, int kind)
{
    PyObject *b = PyObject_CallFunction(packer, "i", kind);
    if (b == NULL)
        return -1;
    if (!PyBytes_Check(b)) {
        Py_DECREF(b);
        PyErr_SetString(PyExc_TypeError, "bytes expected");
        return -1;
    }
    const char *data = PyBytes_AS_STRING(b);
    Py_DECREF(b);
    return data[0] == 'P'; // WARN use-after-free "'data'"
}

/* The library writes its message into the block, which may know it since;
   it is freed all the same before the message is read. */
#include <Python.h>
#include <stdlib.h>

extern int printer_open(const char *name, char *message);

static PyObject *
open_printer(PyObject *module, PyObject *arg)
{
    const char *name = PyUnicode_AsUTF8(arg);
    if (name == NULL)
        return NULL;
    char *message = malloc(256);
    if (message == NULL)
        return PyErr_NoMemory();
    int handle = printer_open(name, message);
    free(message);
    if (handle < 0) {
        PyErr_Format(PyExc_OSError, "%s: %s", name, message); // WARN use-after-free "'message'"
        return NULL;
    }
    return PyLong_FromLong(handle);
}

PyMethodDef printer_methods[] = {
    {"open_printer", open_printer, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* The object says whether the GIL is released, and the library that gets the
   object might change what it says, as far as anybody can tell. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyThreadState *saved;
    int released;
} Port;

extern int port_pump(Port *port);

#define PORT_LEAVE(p)                     \
    do {                                  \
        if (!(p)->released) {             \
            (p)->saved = PyEval_SaveThread(); \
            (p)->released = 1;            \
        }                                 \
    } while (0)
#define PORT_ENTER(p)                       \
    do {                                    \
        if ((p)->released) {                \
            (p)->released = 0;              \
            PyEval_RestoreThread((p)->saved); \
        }                                   \
    } while (0)

static PyObject *
port_run(PyObject *o, PyObject *Py_UNUSED(ignored))
{
    Port *self = (Port *)o;
    PORT_LEAVE(self);
    int moved = port_pump(self);
    PORT_ENTER(self);
    if (moved < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyLong_FromLong(moved);
}

PyMethodDef port_methods[] = {
    {"run", port_run, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

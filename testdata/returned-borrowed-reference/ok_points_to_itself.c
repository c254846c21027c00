/* A handle stores its own address in itself; that keeps nothing alive. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *data;
    PyObject *origin;
} HandleObject;

extern PyTypeObject Handle_Type;

static PyObject *
handle_new(PyObject *origin)
{
    HandleObject *h = PyObject_New(HandleObject, &Handle_Type);
    if (h == NULL)
        return NULL;
    h->data = (char *)h;
    Py_INCREF(origin);
    h->origin = origin;
    return (PyObject *)h;
}

static PyObject *
spam_handle(PyObject *self, PyObject *arg)
{
    return handle_new(arg);
}

PyMethodDef methods[] = {
    {"handle", spam_handle, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* One callback takes the GIL; the other belongs to a library that is only
   called with it. */
#include <Python.h>

extern void radio_set_callback(void (*call)(void *, int), void *data);
extern int radio_run(int seconds);
extern void tree_set_handler(void (*call)(void *, int), void *data);
extern int tree_walk(void);

static void
on_packet(void *data, int n)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallFunction((PyObject *)data, "i", n);
    if (r == NULL)
        PyErr_WriteUnraisable((PyObject *)data);
    Py_XDECREF(r);
    PyGILState_Release(gil);
}

static void
on_leaf(void *data, int n)
{
    PyObject *r = PyObject_CallFunction((PyObject *)data, "i", n);
    if (r == NULL)
        PyErr_WriteUnraisable((PyObject *)data);
    Py_XDECREF(r);
}

static PyObject *
run(PyObject *module, PyObject *call)
{
    int rc;
    radio_set_callback(on_packet, call);
    tree_set_handler(on_leaf, call);
    Py_BEGIN_ALLOW_THREADS
    rc = radio_run(5);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(rc + tree_walk());
}

PyMethodDef radio_methods[] = {
    {"run", run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

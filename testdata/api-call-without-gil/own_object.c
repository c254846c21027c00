/* Counting is not thread-safe, whoever else has the object. */
#include <Python.h>

static PyObject *last_events;

extern int poll_events(int *n);

static PyObject *
collect(PyObject *module, PyObject *unused)
{
    int n = 0;
    PyObject *events = PyList_New(0);
    if (events == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    poll_events(&n);
    Py_INCREF(events); // WARN api-call-without-gil
    Py_END_ALLOW_THREADS
    last_events = events; // WARN overwritten-field
    return events;
}

PyMethodDef event_methods[] = {
    {"collect", collect, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

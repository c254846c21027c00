/* The GIL is taken after the first use. */
#include <Python.h>
#include <pthread.h>

static void *
reader(void *arg)
{
    PyObject *name = PyUnicode_FromString("reader"); // WARN callback-without-gil
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallMethod((PyObject *)arg, "started", "O", name);
    Py_XDECREF(r);
    Py_XDECREF(name);
    PyGILState_Release(gil);
    return NULL;
}

int
start_reader(PyObject *owner)
{
    pthread_t t;
    return pthread_create(&t, NULL, &reader, owner);
}

/* The project's own lock. */
#include <Python.h>
#include <pthread.h>

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static long calls;

static PyObject *
ping(PyObject *module, PyObject *ignored)
{
    pthread_mutex_lock(&guard);
    long n = ++calls;
    pthread_mutex_unlock(&guard);
    return PyLong_FromLong(n);
}

PyMethodDef ping_methods[] = {
    {"ping", ping, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

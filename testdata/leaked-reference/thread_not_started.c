/* The reference for the thread stays when there is no thread. */
#include <Python.h>
#include <pthread.h>

extern void *job_main(void *job);

static PyObject *
job_start(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    pthread_t thread;
    Py_INCREF(self);
    if (pthread_create(&thread, NULL, job_main, self) != 0) {
        PyErr_SetString(PyExc_RuntimeError, "no thread");
        return NULL; // WARN leaked-reference "self"
    }
    Py_RETURN_NONE;
}

PyMethodDef job_methods[] = {
    {"start", job_start, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

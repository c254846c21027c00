/* The references move into a job on the heap, and die with it. */
#include <Python.h>

typedef struct job {
    PyObject *callable;
    PyObject *args;
    struct job *next;
} job;

static job *queue;

static void
job_free(job *j)
{
    Py_XDECREF(j->callable);
    Py_XDECREF(j->args);
    PyMem_Free(j);
}

int
submit(PyObject *callable, PyObject *iterable)
{
    job *j = PyMem_Calloc(1, sizeof *j);
    if (j == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_INCREF(callable);
    j->callable = callable;
    j->args = PySequence_Tuple(iterable);
    if (j->args == NULL) {
        job_free(j);
        return -1;
    }
    j->next = queue;
    queue = j;
    return 0;
}

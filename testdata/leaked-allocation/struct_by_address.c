/* The copy that a helper has put into the caller's struct. */
#include <Python.h>

typedef struct {
    Py_buffer view;
    char *copy;
} Job;

static int
job_open(Job *j, PyObject *o)
{
    if (PyObject_GetBuffer(o, &j->view, PyBUF_SIMPLE) < 0)
        return -1;
    j->copy = PyMem_Malloc((size_t)j->view.len + 1);
    if (j->copy == NULL) {
        PyBuffer_Release(&j->view);
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

static PyObject *
job_run(PyObject *module, PyObject *arg)
{
    Job j;
    if (job_open(&j, arg) < 0)
        return NULL;
    PyObject *result = PyBytes_FromStringAndSize(j.view.buf, j.view.len);
    PyBuffer_Release(&j.view);
    if (result == NULL)
        return NULL; // WARN leaked-allocation "'j.copy'"
    PyMem_Free(j.copy);
    return result;
}

static PyMethodDef methods[] = {
    {"run", job_run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

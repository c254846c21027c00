/* The only call before the GIL is taken is in an assertion. */
#include <assert.h>
#include <pthread.h>
#include <Python.h>

static PyTypeObject *job_type;

static PyObject *
job_of(void *data)
{
    PyObject *job = data;
    assert(PyObject_IsInstance(job, (PyObject *)job_type) == 1);
    return job;
}

static void *
run(void *data)
{
    PyObject *job = job_of(data);
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallNoArgs(job);
    if (result == NULL)
        PyErr_WriteUnraisable(job);
    Py_XDECREF(result);
    PyGILState_Release(state);
    return NULL;
}

int
start(pthread_t *thread, PyObject *job)
{
    return pthread_create(thread, NULL, run, job);
}

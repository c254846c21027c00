/* A thread of a program that has many interpreters. */
#include <Python.h>
#include <pthread.h>

struct job {
    PyObject *todo;
};

static void *
job_run(void *data)
{
    struct job *job = data;
    PyGILState_STATE gil = PyGILState_Ensure(); // WARN gilstate-in-subinterpreter "attaches to the main"
    PyObject *r = PyObject_CallObject(job->todo, NULL);
    if (r == NULL)
        PyErr_Print();
    Py_XDECREF(r);
    PyGILState_Release(gil);
    return NULL;
}

int
job_start(struct job *job)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, job_run, job);
}

PyThreadState *
apart(void)
{
    return Py_NewInterpreter();
}

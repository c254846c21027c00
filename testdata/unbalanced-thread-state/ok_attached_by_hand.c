/* Threads and hooks with thread states of their own: each leaves the GIL. */
#include <Python.h>
#include <pthread.h>

struct job {
    PyInterpreterState *interp;
    PyThreadState *state;
    PyObject *todo;
};

static void *
run_job(void *data)
{
    struct job *job = data;
    PyThreadState *own = PyThreadState_New(job->interp);
    PyEval_AcquireThread(own);
    PyObject *rc = PyObject_CallObject(job->todo, NULL);
    if (rc == NULL)
        PyErr_Print();
    Py_XDECREF(rc);
    PyThreadState_Clear(own);
    PyThreadState_DeleteCurrent();
    return NULL;
}

static void *
run_once(void *data)
{
    struct job *job = data;
    PyEval_RestoreThread(job->state);
    PyObject *rc = PyObject_CallObject(job->todo, NULL);
    if (rc == NULL)
        PyErr_Print();
    Py_XDECREF(rc);
    job->state = PyEval_SaveThread();
    return NULL;
}

/* For callers that go on with the GIL. */
void
job_enter(struct job *job)
{
    PyEval_AcquireThread(job->state);
}

void
job_leave(struct job *job)
{
    PyEval_ReleaseThread(job->state);
}

int
start_jobs(struct job *job)
{
    pthread_t thread;
    int rc = pthread_create(&thread, NULL, run_job, job);
    return rc != 0 ? rc : pthread_create(&thread, NULL, run_once, job);
}

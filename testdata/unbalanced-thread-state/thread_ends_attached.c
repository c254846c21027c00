/* A thread with a thread state of its own ends with the GIL when there is
   nothing to do. */
#include <Python.h>
#include <pthread.h>

struct job {
    PyInterpreterState *interp;
    PyObject *todo;
};

static void *
run_job(void *data)
{
    struct job *job = data;
    PyThreadState *own = PyThreadState_New(job->interp);
    PyEval_AcquireThread(own);
    PyObject *rc = PyObject_CallObject(job->todo, NULL);
    if (rc == NULL) {
        PyErr_Print();
        return NULL; // WARN unbalanced-thread-state "the GIL is not given back"
    }
    Py_DECREF(rc);
    PyThreadState_Clear(own);
    PyThreadState_DeleteCurrent();
    return NULL;
}

int
start_job(struct job *job)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, run_job, job);
}

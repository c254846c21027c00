/* The helper of the callback uses the API. */
#include <Python.h>

struct job {
    PyObject *callback;
    long number;
};

static void
finish(struct job *job)
{
    PyObject *r = PyObject_CallFunction(job->callback, "l", job->number);
    Py_XDECREF(r);
}

static void
work(void *arg)
{
    struct job *job = arg;
    job->number *= 2;
    finish(job); // WARN callback-without-gil "finish"
}

int
run(struct job *job)
{
    return PyThread_start_new_thread(work, job) == (unsigned long)-1 ? -1 : 0;
}

/* The program calls through its own table, with the GIL but for the worker,
 * which takes it. */
#include <Python.h>
#include <stdlib.h>

struct job;

struct job_ops {
    void (*run)(struct job *j);
    void (*drop)(struct job *j);
};

struct job {
    const struct job_ops *ops;
    PyObject *callback;
};

static void
job_run(struct job *j)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallNoArgs(j->callback);
    if (r == NULL)
        PyErr_Clear();
    Py_XDECREF(r);
    PyGILState_Release(gil);
}

static void
job_drop(struct job *j)
{
    Py_CLEAR(j->callback);
    free(j);
}

const struct job_ops python_ops = {job_run, job_drop};

void
job_end(struct job *j)
{
    j->ops->drop(j);
}

/* A type made from slots. */
// PYTHON >=3.9
#include <Python.h>

extern void job_join(void *job);

typedef struct {
    PyObject_HEAD
    void *job;
} Task;

static void
task_dealloc(PyObject *op)
{
    Task *self = (Task *)op;
    PyTypeObject *type = Py_TYPE(op);
    Py_BEGIN_ALLOW_THREADS // DOUBT detached-in-finalizer
    job_join(self->job);
    Py_END_ALLOW_THREADS
    type->tp_free(op);
    Py_DECREF(type);
}

static PyType_Slot task_slots[] = {
    {Py_tp_dealloc, task_dealloc},
    {0, NULL},
};

PyType_Spec task_spec = { // DOUBT container-without-gc
    .name = "pool.Task",
    .basicsize = sizeof(Task),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = task_slots,
};

/* Behind a test of another field it is only a possibility. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *result;
    int done;
} Task;

static PyObject *
task_finish(Task *self, PyObject *result)
{
    if (self->done)
        return PyErr_Format(PyExc_RuntimeError, "finished before");
    self->done = 1;
    Py_INCREF(result);
    self->result = result; // DOUBT overwritten-field "'result'"
    Py_RETURN_NONE;
}

static PyMethodDef task_methods[] = {
    {"finish", (PyCFunction)task_finish, METH_O, NULL},
    {NULL},
};

static int
task_traverse(Task *self, visitproc visit, void *arg)
{
    Py_VISIT(self->result);
    return 0;
}

static int
task_clear(Task *self)
{
    Py_CLEAR(self->result);
    return 0;
}

static void
task_dealloc(Task *self)
{
    PyObject_GC_UnTrack(self);
    task_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Task_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Task",
    .tp_basicsize = sizeof(Task),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)task_dealloc,
    .tp_traverse = (traverseproc)task_traverse,
    .tp_clear = (inquiry)task_clear,
    .tp_methods = task_methods,
};

int
task_ready(void)
{
    return PyType_Ready(&Task_Type);
}

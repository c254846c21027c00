/* The function that is called later does not return its argument's reference. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Task;

static int
task_later(void *data)
{
    Task *self = data;
    PyObject *result;
    if (self->callback == NULL)
        return 0;
    result = PyObject_CallObject(self->callback, NULL);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

static int
task_traverse(Task *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
task_clear(Task *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
task_dealloc(Task *self)
{
    PyObject_GC_UnTrack(self);
    task_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
task_schedule(Task *self, PyObject *Py_UNUSED(ignored))
{
    Py_INCREF(self);
    if (Py_AddPendingCall(task_later, self) < 0) { // WARN finalizer-in-cycle "'demo.Task' gives a reference to itself to Py_AddPendingCall()"
        Py_DECREF(self);
        PyErr_SetString(PyExc_RuntimeError, "too many calls");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef task_methods[] = {
    {"schedule", (PyCFunction)task_schedule, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

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

/* The finalizer runs when the field that it calls is gone. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_end;
} Task;


static int
task_set_on_end(Task *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->on_end, value);
    return 0;
}

static PyGetSetDef task_getset[] = {
    {"on_end", NULL, (setter)task_set_on_end, NULL, NULL},
    {NULL},
};

static int
task_traverse(Task *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->on_end);
    return 0;
}

static int
task_clear(Task *self)
{
    Py_CLEAR(self->on_end);
    return 0;
}

static void
task_finalize(PyObject *self)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (((Task *)self)->on_end != NULL) {
        PyObject *result = PyObject_CallObject(((Task *)self)->on_end, NULL);
        if (result == NULL)
            PyErr_WriteUnraisable(NULL);
        Py_XDECREF(result);
    }
    PyErr_Restore(type, value, trace);
}

static void
task_dealloc(Task *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    task_clear(self); // WARN finalizer-misuse "before its finalizer runs"
    if (PyObject_CallFinalizerFromDealloc((PyObject *)self) < 0)
        return;
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot task_slots[] = {
    {Py_tp_dealloc, task_dealloc},
    {Py_tp_traverse, task_traverse},
    {Py_tp_clear, task_clear},
    {Py_tp_finalize, task_finalize},
    {Py_tp_getset, task_getset},
    {0, NULL},
};

static PyType_Spec task_spec = {
    .name = "demo.Task",
    .basicsize = sizeof(Task),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = task_slots,
};

PyObject *
task_type(void)
{
    return PyType_FromSpec(&task_spec);
}

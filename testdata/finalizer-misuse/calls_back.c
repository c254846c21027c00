/* The dying instance is an argument of a callback. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int id;
} Watch;

static PyObject *observer;

static void
watch_dealloc(Watch *self)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (observer != NULL) {
        PyObject *result = PyObject_CallFunctionObjArgs( // WARN finalizer-misuse
            observer, (PyObject *)self, NULL);
        if (result == NULL)
            PyErr_WriteUnraisable(observer);
        Py_XDECREF(result);
    }
    PyErr_Restore(type, value, trace);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyObject *
watch_observe(PyObject *Py_UNUSED(module), PyObject *callback)
{
    Py_INCREF(callback);
    Py_XSETREF(observer, callback);
    Py_RETURN_NONE;
}

static PyTypeObject Watch_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Watch",
    .tp_basicsize = sizeof(Watch),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)watch_dealloc,
};

int
watch_ready(void)
{
    return PyType_Ready(&Watch_Type);
}

/* tp_dealloc calls close() of its own instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int fd;
} File;

static void
file_dealloc(File *self)
{
    PyObject *obj = (PyObject *)self, *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *result =
        PyObject_CallMethod(obj, "close", NULL); // WARN finalizer-misuse "dying"
    Py_XDECREF(result);
    PyErr_Restore(type, value, trace);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject File_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.File",
    .tp_basicsize = sizeof(File),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)file_dealloc,
};

int
file_ready(void)
{
    return PyType_Ready(&File_Type);
}

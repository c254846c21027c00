/* The count is raised by hand for the time of the call. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int fd;
} File;

static void
file_dealloc(PyObject *self)
{
    PyObject *type, *value, *trace, *result;
    PyErr_Fetch(&type, &value, &trace);
    Py_SET_REFCNT(self, 1);
    result = PyObject_CallMethod(self, "close", NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(NULL);
    else
        Py_DECREF(result);
    PyErr_Restore(type, value, trace);
    if (Py_REFCNT(self) > 1) {
        Py_SET_REFCNT(self, Py_REFCNT(self) - 1);
        return;
    }
    Py_SET_REFCNT(self, 0);
    Py_TYPE(self)->tp_free(self);
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

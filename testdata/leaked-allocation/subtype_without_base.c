/* A subtype of str has to call the tp_dealloc of str. */
#include <Python.h>

typedef struct {
    PyUnicodeObject base;
    PyObject *folded;
} Name;

static void
name_dealloc(PyObject *op) // WARN leaked-allocation "never frees the instance"
{
    Name *self = (Name *)op;
    Py_XDECREF(self->folded);
}

static PyTypeObject Name_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Name",
    .tp_basicsize = sizeof(Name),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = name_dealloc,
};

int
ready_names(void)
{
    Name_Type.tp_base = &PyUnicode_Type;
    return PyType_Ready(&Name_Type);
}

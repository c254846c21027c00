/* Instances of several sizes. */
#include <Python.h>
#include <stddef.h>

typedef struct {
    PyObject_HEAD
    int value;
} Thing;

typedef struct {
    PyObject_VAR_HEAD
    char data[1];
} Blob;

static PyTypeObject Blob_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "things.Blob",
    .tp_basicsize = offsetof(Blob, data),
    .tp_itemsize = 1,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

PyObject *
blob_make(Py_ssize_t size)
{
    Blob *b = PyObject_NewVar(Blob, &Blob_Type, size); // WARN unready-type "PyObject_NewVar()"
    if (b != NULL)
        memset(b->data, 0, (size_t)size);
    return (PyObject *)b;
}

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "things", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_things(void)
{
    return PyModule_Create(&module);
}

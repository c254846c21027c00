/* The bit of Py_TPFLAGS_MANAGED_WEAKREF was that of in-place operators before,
 * and every type of Python 2 has it. */
// PYTHON <3.12
#include <Python.h>

#define HAVE_INPLACEOPS (1UL << 3)

typedef struct {
    PyObject_HEAD
    PyObject *encoding;
} Scanner;

static void
scanner_dealloc(Scanner *self)
{
    Py_XDECREF(self->encoding);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Scanner_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "scan.Scanner",
    .tp_basicsize = sizeof(Scanner),
    .tp_dealloc = (destructor)scanner_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | HAVE_INPLACEOPS,
};

PyObject *
scanner_make(PyObject *encoding)
{
    if (!PyUnicode_CheckExact(encoding)) {
        PyErr_SetString(PyExc_TypeError, "the encoding is a string");
        return NULL;
    }
    Scanner *self = (Scanner *)Scanner_Type.tp_alloc(&Scanner_Type, 0);
    if (self == NULL)
        return NULL;
    self->encoding = Py_NewRef(encoding);
    return (PyObject *)self;
}

PyMODINIT_FUNC
PyInit_scan(void)
{
    static struct PyModuleDef module = {
        PyModuleDef_HEAD_INIT, .m_name = "scan"};
    if (PyType_Ready(&Scanner_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}

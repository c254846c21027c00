/* Functions whose bodies are elsewhere are not judged. */
#include <Python.h>

extern PyObject *elsewhere(PyObject *, PyObject *, PyObject *);

PyMethodDef foreign_methods[] = {
    {"elsewhere", (PyCFunction)(void (*)(void))elsewhere, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Foreign_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Foreign",
    .tp_new = PyType_GenericNew,
    .tp_getattro = PyObject_GenericGetAttr,
};

/* The field's own reference goes to the caller; the field is empty
 * afterwards. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *result;
} Future;

static PyObject *
Future_take(Future *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *result = self->result;
    if (result == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "not ready");
        return NULL;
    }
    self->result = NULL;
    return result;
}

static PyMethodDef Future_methods[] = {
    {"take", (PyCFunction)Future_take, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Future_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "fut.Future",
    .tp_basicsize = sizeof(Future),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = Future_methods,
    .tp_new = PyType_GenericNew,
};

/* A method cannot be both. */
#include <Python.h>

static PyObject *
create(PyObject *cls, PyObject *o)
{
    return PySequence_List(o);
}

PyMethodDef create_methods[] = {
    {"create", create, METH_O | METH_CLASS | METH_STATIC, NULL}, // WARN method-table-mismatch "refuses"
    {NULL, NULL, 0, NULL},
};

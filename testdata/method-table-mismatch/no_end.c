/* Nothing ends the table of methods. */
#include <Python.h>

static PyObject *
first(PyObject *self, PyObject *o)
{
    return PySequence_GetItem(o, 0);
}

static PyMethodDef methods[] = {
    {"first", first, METH_O, NULL}, // WARN method-table-mismatch "no row of zeros"
};

PyModuleDef ends_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "ends",
    .m_methods = methods,
};

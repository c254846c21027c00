/* A getter gets the instance and the closure. */
#include <Python.h>

static PyObject *
get_name(PyObject *self, PyObject *type, PyObject *unused)
{
    return PyUnicode_FromString(unused == NULL ? "none" : "some");
}

PyGetSetDef name_getset[] = {
    {"name", (getter)(void (*)(void))get_name, NULL, NULL, NULL}, // WARN method-table-mismatch "takes 3"
    {NULL},
};

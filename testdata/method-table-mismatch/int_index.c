// PYTHON >=3.9
/* sq_item passes a Py_ssize_t. */
#include <Python.h>

static PyObject *
row_item(PyObject *self, int i)
{
    return PyLong_FromLong(i);
}

static PyType_Slot row_slots[] = {
    {Py_sq_item, (void *)row_item}, // WARN method-table-mismatch "argument 2 of row_item() is int"
    {0, NULL},
};

PyObject *
make_row_type(void)
{
    PyType_Spec spec = {.name = "demo.Row", .basicsize = sizeof(PyObject)}; // DOUBT container-without-gc "refers to its type"
    spec.slots = row_slots;
    return PyType_FromSpec(&spec);
}

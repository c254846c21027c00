/* A descriptor for a method that is defined on the stack. */
#include <Python.h>

static PyObject *
area(PyObject *self, PyObject *ignored)
{
    return PyLong_FromLong(0);
}

PyObject *
make_method(PyTypeObject *type)
{
    PyMethodDef def = {.ml_name = "area", .ml_meth = area,
                       .ml_flags = METH_NOARGS};
    return PyDescr_NewMethod(type, &def); // WARN kept-stack-memory "def"
}

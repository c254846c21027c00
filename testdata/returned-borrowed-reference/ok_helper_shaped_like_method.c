/* Not in any table: called from C only, and documented to lend. */
#include <Python.h>

static PyObject *
resolve(PyObject *self, PyObject *name)
{
    PyObject *dict = PyModule_GetDict(self);
    return PyDict_GetItem(dict, name);
}

int
has_callable(PyObject *module, PyObject *name)
{
    PyObject *f = resolve(module, name);
    return f != NULL && PyCallable_Check(f);
}

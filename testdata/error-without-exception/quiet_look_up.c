/* The helper forgets why the look-up failed; the variable stays empty. */
#include <Python.h>

static void
look_up(const char *module, const char *name, PyObject **cache)
{
    if (*cache == NULL) {
        PyObject *from = PyImport_ImportModule(module);
        if (from == NULL) {
            PyErr_Clear();
            return;
        }
        *cache = PyObject_GetAttrString(from, name);
        Py_DECREF(from);
    }
}

PyObject *
largest(PyObject *self, PyObject *args)
{
    static PyObject *callable = NULL;
    look_up("tools.numbers", "largest", &callable);
    if (callable == NULL)
        return NULL; // WARN error-without-exception
    return PyObject_CallObject(callable, args);
}

/* The dictionary is a static variable. */
#include <Python.h>

static PyObject *registry;

int
is_registered(const char *name)
{
    PyObject *o = PyDict_GetItemString(registry, name); // WARN borrowed-without-gil-build "global variable"
    return o != NULL && PyObject_IsTrue(o) == 1;
}

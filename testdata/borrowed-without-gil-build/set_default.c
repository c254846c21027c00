/* A table of interned keys in module memory. */
#include <Python.h>

static struct {
    PyObject *memo;
} state;

PyObject *
intern_key(PyObject *key)
{
    PyObject *same = PyDict_SetDefault(state.memo, key, key); // WARN borrowed-without-gil-build "PyDict_SetDefault"
    Py_XINCREF(same);
    return same;
}

/* What is in the variable afterwards is not what is in the tuple. */
#include <Python.h>

Py_hash_t
interned_hash(PyObject *names)
{
    PyObject *name = PyTuple_GET_ITEM(names, 0);
    PyUnicode_InternInPlace(&name); // WARN excess-release "'name' released, but this function does not own it"
    Py_hash_t hash = PyObject_Hash(name);
    Py_DECREF(name);
    return hash;
}

/* Whoever is asked something about an object keeps nothing of it. */
#include <Python.h>

int spec_is_open(PyObject *spec);
int spec_IsOpen(PyObject *spec);
int has_name(void *block);
int _PySpec_IsOpen(PyObject *spec);
int keep_this(PyObject *spec);
int register_hash(PyObject *spec);

PyObject *
one_too_many(PyObject *module)
{
    PyObject *spec = PyObject_GetAttrString(module, "__spec__");
    if (spec == NULL)
        return NULL;
    Py_INCREF(spec);
    int open = spec_is_open(spec);
    Py_DECREF(spec);
    return PyLong_FromLong(open); // WARN leaked-reference "'spec'"
}

PyObject *
private_question(PyObject *module)
{
    PyObject *spec = PyObject_GetAttrString(module, "__spec__");
    if (spec == NULL)
        return NULL;
    Py_INCREF(spec);
    int open = _PySpec_IsOpen(spec);
    Py_DECREF(spec);
    return PyLong_FromLong(open); // WARN leaked-reference "'spec'"
}

PyObject *
never_released(PyObject *module)
{
    PyObject *spec = PyObject_GetAttrString(module, "__spec__");
    if (spec == NULL)
        return NULL;
    return PyLong_FromLong(spec_IsOpen(spec)); // WARN leaked-reference
}

PyObject *
block_not_freed(PyObject *o, PyObject *args)
{
    Py_ssize_t n = PyTuple_Size(args);
    if (n < 0)
        return NULL;
    char *block = PyMem_Malloc(16);
    if (block == NULL)
        return PyErr_NoMemory();
    memset(block, (int)n, 16);
    if (has_name(block))
        return PyLong_FromLong(1); // WARN leaked-allocation "'block'"
    PyMem_Free(block);
    return PyLong_FromLong(0);
}

PyObject *
ok_kept(PyObject *module)
{
    PyObject *spec = PyObject_GetAttrString(module, "__spec__");
    if (spec == NULL)
        return NULL;
    return PyLong_FromLong(keep_this(spec));
}

PyObject *
ok_registered(PyObject *module)
{
    PyObject *spec = PyObject_GetAttrString(module, "__spec__");
    if (spec == NULL)
        return NULL;
    return PyLong_FromLong(register_hash(spec));
}

/* Objects of other types, freed as if they were bare memory. */
#include <Python.h>

PyObject *
freed_list(PyObject *o)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (PyList_Append(list, o) < 0) {
        PyObject_Free(list); // WARN allocator-mismatch "'list'"
        return NULL;
    }
    return list;
}

PyObject *
freed_result(PyObject *o)
{
    PyObject *r = PyObject_CallNoArgs(o);
    if (r == NULL)
        return NULL;
    int truth = PyObject_IsTrue(r);
    if (truth < 0) {
        PyObject_Del(r); // WARN allocator-mismatch "'r'"
        return NULL;
    }
    Py_DECREF(r);
    return PyBool_FromLong(truth);
}

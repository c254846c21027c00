// PYTHON >=3.13
/* The label stands behind the end of the section. */
#include <Python.h>

int
copy_items(PyObject *list, PyObject **out, Py_ssize_t max)
{
    int n = 0;
    Py_BEGIN_CRITICAL_SECTION(list);
    if (PyList_GET_SIZE(list) > max)
        goto too_long; // WARN unbalanced-critical-section
    for (; n < PyList_GET_SIZE(list); n++)
        out[n] = Py_NewRef(PyList_GET_ITEM(list, n));
    Py_END_CRITICAL_SECTION();
    return n;
too_long:
    PyErr_SetString(PyExc_ValueError, "too long");
    return -1;
}

// PYTHON >=3.13
/* break leaves the loop and the section in it. */
#include <Python.h>

Py_ssize_t
first_empty(PyObject **sets, Py_ssize_t n)
{
    Py_ssize_t i;
    for (i = 0; i < n; i++) {
        Py_BEGIN_CRITICAL_SECTION(sets[i]);
        if (PySet_GET_SIZE(sets[i]) == 0)
            break; // WARN unbalanced-critical-section
        Py_END_CRITICAL_SECTION();
    }
    return i;
}

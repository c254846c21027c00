// PYTHON >=3.13
/* The functions behind the macros. */
#include <Python.h>

struct guard {
    void *words[3];
};

int
guarded_size(PyObject *o, Py_ssize_t *size)
{
    struct guard g;
    PyCriticalSection_Begin((PyCriticalSection *)&g, o);
    *size = PyObject_Size(o);
    if (*size < 0)
        return -1; // WARN unbalanced-critical-section
    PyCriticalSection_End((PyCriticalSection *)&g);
    return 0;
}

// PYTHON >=3.13
/* The section is left by the early return. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *cached;
} Box;

PyObject *
box_get(Box *self, PyObject *unused)
{
    PyObject *result;
    Py_BEGIN_CRITICAL_SECTION(self);
    if (self->cached == NULL) {
        PyErr_SetString(PyExc_LookupError, "empty");
        return NULL; // WARN unbalanced-critical-section "is not ended"
    }
    result = Py_NewRef(self->cached);
    Py_END_CRITICAL_SECTION();
    return result;
}

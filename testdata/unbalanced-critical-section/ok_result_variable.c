// PYTHON >=3.13
/* The result is returned after the end. */
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
    result = Py_XNewRef(self->cached);
    Py_END_CRITICAL_SECTION();
    if (result == NULL)
        PyErr_SetString(PyExc_LookupError, "empty");
    return result;
}

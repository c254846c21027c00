/* The macro that ends it is missing on one way. */
#include <Python.h>

#define ENTER_PYTHON PyGILState_STATE python_gil = PyGILState_Ensure();
#define LEAVE_PYTHON PyGILState_Release(python_gil);

int
on_data(void *self, const char *p, int n)
{
    ENTER_PYTHON
    PyObject *r = PyObject_CallFunction((PyObject *)self, "y", p);
    if (r == NULL) {
        PyErr_WriteUnraisable((PyObject *)self);
        return 0; // WARN unbalanced-gilstate
    }
    Py_DECREF(r);
    LEAVE_PYTHON
    return n;
}

/* An object that never came alive goes back to its own allocator. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double *values;
} Vector;

extern PyTypeObject Vector_Type;

PyObject *
Vector_make(Py_ssize_t n)
{
    Vector *v = PyObject_New(Vector, &Vector_Type);
    if (v == NULL)
        return NULL;
    v->values = PyMem_New(double, n);
    if (v->values == NULL) {
        PyObject_Free(v);
        return PyErr_NoMemory();
    }
    return (PyObject *)v;
}

/* NumPy's functions stand in a table behind macros; some of them steal the
 * descriptor. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int kind;
} Descr;

extern void **PyArray_API;
#define PyArray_DescrFromType (*(Descr * (*)(int)) PyArray_API[45])
#define PyArray_Zeros                                                         \
    (*(PyObject * (*)(int, Py_ssize_t const *, Descr *, int)) PyArray_API[183])

PyObject *
two_zeros(Py_ssize_t n)
{
    Descr *descr = PyArray_DescrFromType(7);
    if (descr == NULL)
        return NULL;
    PyObject *a = PyArray_Zeros(1, &n, descr, 0);
    Py_DECREF(descr); // WARN stolen-reference-misuse "'descr'"
    return a;
}

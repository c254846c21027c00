/* Descriptors that go where they are stolen, also through other macros. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int kind;
} Descr;

extern void **SPAM_TABLE;
#define PyArray_API SPAM_TABLE
#define PyArray_DescrFromType (*(Descr * (*)(int)) PyArray_API[45])
#define PyArray_FromAny                                                       \
    (*(PyObject * (*)(PyObject *, Descr *, int, int, int, PyObject *))        \
         PyArray_API[69])
#define PyArray_FROM_OTF(m, type, flags)                                      \
    PyArray_FromAny(m, PyArray_DescrFromType(type), 0, 0, (flags), NULL)

PyObject *
as_double(PyObject *o)
{
    PyObject *a = PyArray_FROM_OTF(o, 12, 1);
    if (a == NULL)
        return NULL;
    PyObject *text = PyObject_Str(a);
    Py_DECREF(a);
    return text;
}

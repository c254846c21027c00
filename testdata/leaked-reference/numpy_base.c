/* The base of an array is stolen, the array itself is not. */
#include <Python.h>

typedef struct _descr Descr;

extern void **PyArray_API;
#define PyArray_New                                                           \
    (*(PyObject *                                                             \
       (*)(PyTypeObject *, int, Py_ssize_t const *, int, Py_ssize_t const *,  \
           void *, int, int, PyObject *)) PyArray_API[93])
#define PyArray_SetBaseObject (*(int (*)(PyObject *, PyObject *)) PyArray_API[282])
#define PyArray_SimpleNewFromData(n, dims, type, data)                        \
    PyArray_New(&PyList_Type, n, dims, type, NULL, data, 0, 1, NULL)

PyObject *
view(char *memory, Py_ssize_t n)
{
    PyObject *owner = PyCapsule_New(memory, NULL, NULL);
    if (owner == NULL)
        return NULL;
    PyObject *array = PyArray_SimpleNewFromData(1, &n, 2, memory);
    if (array == NULL)
        return NULL; // WARN leaked-reference "'owner'"
    if (PyArray_SetBaseObject(array, owner) < 0)
        return NULL; // WARN leaked-reference "'array'"
    return array;
}

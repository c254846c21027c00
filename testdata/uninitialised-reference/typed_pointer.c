/* Pointers to structs of our own are references too. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int size;
} Box;

extern PyTypeObject Box_Type;

Box *
box_new(int size)
{
    Box *box;
    if (size < 0) {
        PyErr_SetString(PyExc_ValueError, "size");
        goto fail;
    }
    box = PyObject_New(Box, &Box_Type);
    if (box == NULL)
        return NULL;
    box->size = size;
    return box;
fail:
    Py_XDECREF(box); // WARN uninitialised-reference "'box'"
    return NULL;
}

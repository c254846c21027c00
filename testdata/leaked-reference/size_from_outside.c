/* Whoever passes a large number makes the allocation fail. */
#include <Python.h>

PyObject *
padded(PyObject *self, PyObject *args)
{
    PyObject *value;
    Py_ssize_t width;
    if (!PyArg_ParseTuple(args, "On", &value, &width))
        return NULL;
    PyObject *text = PyObject_Str(value);
    if (text == NULL)
        return NULL;
    char *room = PyMem_Malloc(width + 1);
    if (room == NULL)
        return PyErr_NoMemory(); // WARN leaked-reference "'text' leaked when PyMem_Malloc() fails"
    room[width] = 0;
    PyMem_Free(room);
    return text;
}

/* The size was compared first: only memory that is short makes it fail. */
#include <Python.h>

PyObject *
padded(PyObject *self, PyObject *args)
{
    PyObject *value;
    Py_ssize_t width;
    if (!PyArg_ParseTuple(args, "On", &value, &width))
        return NULL;
    if (width < 0 || width > 512) {
        PyErr_SetString(PyExc_ValueError, "width");
        return NULL;
    }
    PyObject *text = PyObject_Str(value);
    if (text == NULL)
        return NULL;
    char *room = PyMem_Malloc(width + 1);
    if (room == NULL)
        return PyErr_NoMemory(); // RARE leaked-reference
    PyMem_Free(room);
    return text;
}

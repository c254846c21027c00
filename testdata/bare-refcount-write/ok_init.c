/* PyObject_Init() sets the count of a new object. */
#include <Python.h>

extern PyTypeObject Leaf_Type;

PyObject *
leaf_new(void)
{
    PyObject *o = PyObject_Malloc(sizeof(PyObject));
    if (o == NULL)
        return PyErr_NoMemory();
    return PyObject_Init(o, &Leaf_Type);
}


/* A number that an object holds is asked before None is given away: that says
   nothing of who has a reference to None. */
#include <Python.h>

typedef struct {
    Py_ssize_t index;
    PyObject *slots;
} registry;

int
registry_drop(registry *r)
{
    if (r->index > PyList_GET_SIZE(r->slots)) {
        PyErr_SetString(PyExc_IndexError, "no such slot");
        return -1;
    }
    return PyList_SetItem(r->slots, r->index, Py_None); // WARN stolen-reference-misuse "'None' given to PyList_SetItem()" PYTHON <3.12
}

/* Nobody frees what a capsule without a destructor got. */
#include <Python.h>

struct handle {
    int number;
};

PyObject *
make_handle(int number)
{
    struct handle *h = PyMem_Malloc(sizeof *h);
    if (h == NULL)
        return PyErr_NoMemory();
    h->number = number;
    PyObject *capsule = PyCapsule_New(h, "handle", NULL);
    if (capsule == NULL)
        PyMem_Free(h);
    return capsule; // WARN leaked-allocation "'h'"
}

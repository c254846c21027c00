/* No destructor, but a method of the module closes the handle. */
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
    return capsule;
}

static PyObject *
close_handle(PyObject *module, PyObject *capsule)
{
    struct handle *h = PyCapsule_GetPointer(capsule, "handle");
    if (h == NULL)
        return NULL;
    PyMem_Free(h);
    Py_RETURN_NONE;
}

PyMethodDef handle_methods[] = {
    {"close_handle", close_handle, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

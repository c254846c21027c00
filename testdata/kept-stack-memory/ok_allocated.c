/* The block goes with the capsule, whose destructor frees it. */
#include <Python.h>

static void
handle_free(PyObject *capsule)
{
    PyMem_Free(PyCapsule_GetPointer(capsule, "demo.handle"));
}

PyObject *
ok_make_handle(PyObject *self, PyObject *ignored)
{
    int *handle = PyMem_Malloc(sizeof *handle);
    if (handle == NULL)
        return PyErr_NoMemory();
    *handle = 3;
    PyObject *c = PyCapsule_New(handle, "demo.handle", handle_free);
    if (c == NULL)
        PyMem_Free(handle);
    return c;
}

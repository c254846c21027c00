/* The destructor of a capsule is no slot of a type. */
#include <Python.h>

extern void *lib_open(void);
extern void lib_close(void *handle);

static void
capsule_destroy(PyObject *capsule)
{
    void *handle = PyCapsule_GetPointer(capsule, "lib.handle");
    if (handle != NULL)
        lib_close(handle);
}

PyObject *
handle_open(void)
{
    void *handle;
    Py_BEGIN_ALLOW_THREADS
    handle = lib_open();
    Py_END_ALLOW_THREADS
    if (handle == NULL)
        return PyErr_NoMemory();
    return PyCapsule_New(handle, "lib.handle", capsule_destroy);
}

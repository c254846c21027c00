/* The name of a capsule is not copied. */
#include <Python.h>
#include <stdio.h>

static int counter;

PyObject *
wrap_handle(void *handle)
{
    char name[32];
    snprintf(name, sizeof name, "driver.handle.%d", ++counter);
    PyObject *capsule = PyCapsule_New(handle, name, NULL);
    return capsule; // WARN kept-stack-memory "name"
}

PyObject *
ok_wrap_handle(void *handle)
{
    return PyCapsule_New(handle, "driver.handle", NULL);
}

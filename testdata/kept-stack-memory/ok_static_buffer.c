/* The buffer lives as long as the process. */
#include <Python.h>

static char shared[4096];

PyObject *
ok_shared(PyObject *self, PyObject *ignored)
{
    return PyMemoryView_FromMemory(shared, sizeof shared, PyBUF_WRITE);
}

PyObject *
ok_local_static(PyObject *self, PyObject *ignored)
{
    static char page[512];
    return PyMemoryView_FromMemory(page, sizeof page, PyBUF_WRITE);
}

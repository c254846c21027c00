/* The scratch block that the library has worked in is freed too early. */
#include <Python.h>

extern int filter_run(char *scratch, Py_ssize_t n);

PyObject *
run_filter(PyObject *module, PyObject *arg)
{
    Py_ssize_t n = PyLong_AsSsize_t(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    char *scratch = PyMem_Malloc((size_t)n);
    if (scratch == NULL)
        return PyErr_NoMemory();
    int rc;
    Py_BEGIN_ALLOW_THREADS
    rc = filter_run(scratch, n);
    PyMem_Free(scratch); // WARN allocator-without-gil "PyMem_Free() is called without the GIL"
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(rc);
}

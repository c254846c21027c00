/* A helper that takes or gives back a block, called where the GIL is released.
 */
#include <Python.h>

static void *
block_new(size_t n)
{
    return PyMem_Malloc(n);
}

static void *
table_new(size_t n)
{
    return block_new(n * sizeof(long));
}

static void *
raw_new(size_t n)
{
    return PyMem_RawMalloc(n);
}

static void
report(void)
{
    PySys_WriteStderr("busy");
}

static PyObject *
fill(PyObject *module, PyObject *args)
{
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    void *p;
    Py_BEGIN_ALLOW_THREADS
    p = table_new((size_t)n); // WARN allocator-without-gil "table_new()"
    Py_END_ALLOW_THREADS
    PyMem_Free(p);
    Py_RETURN_NONE;
}

static PyObject *
tell(PyObject *module, PyObject *unused)
{
    Py_BEGIN_ALLOW_THREADS
    report(); // WARN api-call-without-gil "report()"
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyObject *
ok_fill(PyObject *module, PyObject *args)
{
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    void *p;
    Py_BEGIN_ALLOW_THREADS
    p = raw_new((size_t)n);
    Py_END_ALLOW_THREADS
    PyMem_RawFree(p);
    Py_RETURN_NONE;
}

PyMethodDef in_helper_methods[] = {
    {"fill", fill, METH_VARARGS, NULL},
    {"tell", tell, METH_NOARGS, NULL},
    {"fill_well", ok_fill, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

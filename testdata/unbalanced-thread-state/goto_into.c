/* The jump leads into the region without going through its beginning. */
#include <Python.h>

extern int work(int n);

static PyObject *
run(PyObject *self, PyObject *arg)
{
    int r;
    if (arg == Py_None)
        goto inside;
    Py_BEGIN_ALLOW_THREADS
inside:
    r = work(1);
    Py_END_ALLOW_THREADS // WARN unbalanced-thread-state "is not released"
    return PyLong_FromLong(r);
}

PyMethodDef methods[] = {
    {"run", run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* A context on the stack says whether the GIL is released; the error is told
   before the helper that takes it back. */
#include <Python.h>
#include <stdbool.h>

typedef struct {
    bool detached;
    PyThreadState *state;
} gil_context;

extern int mesh_solve(double *points, long n);

static void
gil_release(gil_context *c)
{
    if (c->detached)
        return;
    c->detached = true;
    c->state = PyEval_SaveThread();
}

static void
gil_acquire(gil_context *c)
{
    if (!c->detached)
        return;
    PyEval_RestoreThread(c->state);
    c->detached = false;
}

static PyObject *
solve(PyObject *module, PyObject *args)
{
    gil_context c = {false, NULL};
    long n;
    if (!PyArg_ParseTuple(args, "l", &n))
        return NULL;
    if (n > 1000)
        gil_release(&c);
    if (mesh_solve(NULL, n) < 0) {
        PyErr_SetString(PyExc_ArithmeticError, "singular"); // WARN api-call-without-gil "PyErr_SetString() is called without the GIL"
        gil_acquire(&c);
        return NULL;
    }
    gil_acquire(&c);
    Py_RETURN_NONE;
}

PyMethodDef solve_methods[] = {
    {"solve", solve, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

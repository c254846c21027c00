/* A helper that takes the GIL back if it was released, and says so. */
#include <Python.h>

static PyThreadState *saved;

extern int work(int n);

static int
enter(void)
{
    if (saved == NULL)
        return 0;
    PyEval_RestoreThread(saved);
    saved = NULL;
    return 1;
}

static PyObject *
run(PyObject *self, PyObject *arg)
{
    saved = PyEval_SaveThread();
    int r = work(1);
    enter();
    return PyLong_FromLong(r);
}

PyMethodDef methods[] = {
    {"run", run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

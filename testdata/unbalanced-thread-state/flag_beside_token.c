/* The token lies in a struct on the stack beside a flag, and helpers look at
   the flag: one way out calls neither. */
#include <Python.h>

struct pause {
    PyThreadState *saved;
    int active;
};

extern int disk_scan(const char *path, unsigned long limit);

static void
pause_begin(struct pause *p)
{
    if (!p->active) {
        p->saved = PyEval_SaveThread();
        p->active = 1;
    }
}

static void
pause_end(struct pause *p)
{
    if (p->active) {
        PyEval_RestoreThread(p->saved);
        p->active = 0;
    }
}

static PyObject *
scan(PyObject *module, PyObject *args)
{
    struct pause pause = {NULL, 0};
    const char *path;
    unsigned long limit;
    if (!PyArg_ParseTuple(args, "sk", &path, &limit))
        return NULL;
    pause_begin(&pause);
    if (disk_scan(path, limit) < 0)
        return NULL; // WARN unbalanced-thread-state "not taken back"
    pause_end(&pause);
    Py_RETURN_NONE;
}

PyMethodDef scan_methods[] = {
    {"scan", scan, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

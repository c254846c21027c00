/* Within the region the callback takes the same thread state. */
#include <Python.h>

struct run {
    PyThreadState *save;
    PyObject *callback;
};

extern int lib_run(int (*each)(void *), void *arg);

static int
each(void *arg)
{
    struct run *r = arg;
    PyEval_RestoreThread(r->save);
    PyObject *o = PyObject_CallNoArgs(r->callback);
    int rc = o == NULL ? -1 : 0;
    Py_XDECREF(o);
    r->save = PyEval_SaveThread();
    return rc;
}

PyObject *
run(PyObject *callback)
{
    struct run r = {.callback = callback};
    r.save = PyEval_SaveThread();
    int rc = lib_run(each, &r);
    PyEval_RestoreThread(r.save);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

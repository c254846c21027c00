/* Everything that needs Python stands outside of the toolkit's region. */
#include <Python.h>

extern int toolkit_threads;
extern int toolkit_iterate(void *loop, int block);

/* The state is saved only in programs that use threads at all. */
#define tk_begin_allow_threads                                                \
    {                                                                         \
        PyThreadState *_save = NULL;                                          \
        if (toolkit_threads)                                                  \
            _save = PyEval_SaveThread();
#define tk_end_allow_threads                                                  \
    if (toolkit_threads)                                                      \
        PyEval_RestoreThread(_save);                                          \
    }

static PyObject *
iterate(PyObject *module, PyObject *arg)
{
    void *loop = PyCapsule_GetPointer(arg, "loop");
    int rc;
    if (loop == NULL)
        return NULL;
    do {
        tk_begin_allow_threads;
        rc = toolkit_iterate(loop, 1);
        tk_end_allow_threads;
        if (PyErr_CheckSignals() < 0)
            return NULL;
    } while (rc > 0);
    return PyLong_FromLong(rc);
}

PyMethodDef iterate_methods[] = {
    {"iterate", iterate, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

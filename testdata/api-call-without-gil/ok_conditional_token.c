/* What needs the API runs only where the token stayed NULL. */
#include <Python.h>

#define THREADS_DEF PyThreadState *_save = NULL;
#define THREADS_BEGIN                                                         \
    do {                                                                      \
        _save = PyEval_SaveThread();                                          \
    } while (0)
#define THREADS_END                                                           \
    do {                                                                      \
        if (_save) {                                                          \
            PyEval_RestoreThread(_save);                                      \
            _save = NULL;                                                     \
        }                                                                     \
    } while (0)

extern int transfer(void *to, const void *from, int n);

PyObject *
assign(void *to, const void *from, int n, int objects)
{
    THREADS_DEF
    if (!objects)
        THREADS_BEGIN;
    int r = transfer(to, from, n);
    if (objects && PyErr_Occurred())
        return NULL;
    THREADS_END;
    if (r < 0) {
        PyErr_SetString(PyExc_ValueError, "cannot transfer");
        return NULL;
    }
    Py_RETURN_NONE;
}

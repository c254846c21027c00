/* A token that is NULL when the data need the API, as array libraries do. */
#include <Python.h>

#define THREADS_DEF PyThreadState *_save = NULL;
#define THREADS_BEGIN_IF(free)                                                \
    do {                                                                      \
        if (free)                                                             \
            _save = PyEval_SaveThread();                                      \
    } while (0)
#define THREADS_END                                                           \
    do {                                                                      \
        if (_save != NULL) {                                                  \
            PyEval_RestoreThread(_save);                                      \
            _save = NULL;                                                     \
        }                                                                     \
    } while (0)

extern int transfer(void *to, const void *from, int n);

PyObject *
assign(void *to, const void *from, int n, int objects)
{
    THREADS_DEF
    THREADS_BEGIN_IF(!objects);
    if (transfer(to, from, n) < 0) {
        PyErr_SetString(PyExc_ValueError, "cannot transfer"); // WARN api-call-without-gil "PyErr_SetString()"
        THREADS_END;
        return NULL;
    }
    THREADS_END;
    Py_RETURN_NONE;
}

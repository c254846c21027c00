/* Released for much data only; a block that cannot be sorted ends it all. */
#include <Python.h>

struct layout {
    int flags;
    Py_ssize_t size;
};

#define HAS_OBJECTS 16
#define BEGIN_THREADS_DEF PyThreadState *_save = NULL
#define BEGIN_THREADS                                                         \
    do {                                                                      \
        _save = PyEval_SaveThread();                                          \
    } while (0)
#define END_THREADS                                                           \
    do {                                                                      \
        if (_save) {                                                          \
            PyEval_RestoreThread(_save);                                      \
            _save = NULL;                                                     \
        }                                                                     \
    } while (0)
#define BEGIN_THREADS_THRESHOLDED(n)                                          \
    do {                                                                      \
        if ((n) > 500)                                                        \
            _save = PyEval_SaveThread();                                      \
    } while (0)
#define BEGIN_THREADS_LAYOUT(l)                                               \
    do {                                                                      \
        if (((l)->flags & HAS_OBJECTS) == 0)                                  \
            BEGIN_THREADS;                                                    \
    } while (0)
#define END_THREADS_LAYOUT(l)                                                 \
    do {                                                                      \
        if (((l)->flags & HAS_OBJECTS) == 0)                                  \
            END_THREADS;                                                      \
    } while (0)

extern int sort_block(char *data, Py_ssize_t n);

static PyObject *
sort(PyObject *module, PyObject *arg)
{
    struct layout *layout = PyCapsule_GetPointer(arg, "layout");
    BEGIN_THREADS_DEF;
    int rc = 0;
    if (layout == NULL)
        return NULL;
    BEGIN_THREADS_THRESHOLDED(layout->size);
    for (Py_ssize_t i = 0; i < layout->size; i++) {
        rc = sort_block(NULL, i);
        if (rc < 0)
            return NULL; // WARN unbalanced-thread-state "not taken back"
    }
    END_THREADS;
    return PyLong_FromLong(rc);
}

PyMethodDef sort_methods[] = {
    {"sort", sort, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* Whether the GIL is kept depends on a flag, and the test is upside down. */
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
apply(PyObject *module, PyObject *arg)
{
    struct layout *layout = PyCapsule_GetPointer(arg, "layout");
    BEGIN_THREADS_DEF;
    int rc = 0;
    if (layout == NULL)
        return NULL;
    int needs_api = layout->flags & HAS_OBJECTS;
    if (needs_api)
        BEGIN_THREADS;
    rc = sort_block(NULL, 1);
    if (needs_api && PyErr_Occurred()) // WARN api-call-without-gil "PyErr_Occurred() is called without the GIL"
        rc = -1;
    END_THREADS;
    return PyErr_Occurred() ? NULL : PyLong_FromLong(rc);
}

PyMethodDef apply_methods[] = {
    {"apply", apply, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

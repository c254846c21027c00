/* One flag of the descriptor says whether the GIL is released, another whether
 * there may be an exception: they go together, which the code does not say. */
#include <Python.h>

typedef struct {
    int flags;
    int size;
} item_descr;

typedef struct {
    PyObject_HEAD
    char *data;
    item_descr *descr;
} Array;

#define HAS_OBJECTS 0x01
#define NEEDS_PYTHON 0x10
#define ITEMS_NEED(d, f) (((d)->flags & (f)) == (f))
#define REGION_DEF PyThreadState *_save = NULL
#define REGION_BEGIN_ALWAYS                                                   \
    do {                                                                      \
        _save = PyEval_SaveThread();                                          \
    } while (0)
#define REGION_END_ALWAYS                                                     \
    do {                                                                      \
        if (_save != NULL) {                                                  \
            PyEval_RestoreThread(_save);                                      \
            _save = NULL;                                                     \
        }                                                                     \
    } while (0)
#define REGION_BEGIN(d)                                                       \
    do {                                                                      \
        if (!ITEMS_NEED(d, NEEDS_PYTHON))                                     \
            REGION_BEGIN_ALWAYS;                                              \
    } while (0)
#define REGION_END(d)                                                         \
    do {                                                                      \
        if (!ITEMS_NEED(d, NEEDS_PYTHON))                                     \
            REGION_END_ALWAYS;                                                \
    } while (0)

typedef int sort_function(void *start, Py_ssize_t n, Array *array);

int
sort_rows(Array *array, Py_ssize_t n, sort_function *sort)
{
    int objects = ITEMS_NEED(array->descr, HAS_OBJECTS);
    int r = 0;
    REGION_DEF;
    PyObject *rows = PyObject_GetIter((PyObject *)array);
    if (rows == NULL)
        return -1;
    REGION_BEGIN(array->descr);
    while (n-- > 0) {
        r = sort(array->data, n, array);
        if (objects && PyErr_Occurred()) // DOUBT api-call-without-gil
            r = -1;
        if (r < 0)
            goto done;
    }
done:
    REGION_END(array->descr);
    if (r < 0 && !PyErr_Occurred())
        PyErr_NoMemory();
    Py_DECREF(rows);
    return r;
}

/* Released unless the descriptor says that its items need the API. */
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

#define NEEDS_PYTHON 0x10
#define ITEMS_NEED(d, f) (((d)->flags & (f)) == (f))
#define REGION_DEF PyThreadState *_save = NULL
#define REGION_BEGIN(d)                                                       \
    do {                                                                      \
        if (!ITEMS_NEED(d, NEEDS_PYTHON))                                     \
            _save = PyEval_SaveThread();                                      \
    } while (0)
#define REGION_END(d)                                                         \
    do {                                                                      \
        if (!ITEMS_NEED(d, NEEDS_PYTHON))                                     \
            if (_save != NULL) {                                              \
                PyEval_RestoreThread(_save);                                  \
                _save = NULL;                                                 \
            }                                                                 \
    } while (0)

typedef int sort_function(void *start, Py_ssize_t n, Array *array);

int
sort_rows(Array *array, Py_ssize_t n, sort_function *sort)
{
    int r;
    REGION_DEF;
    PyObject *rows = PyObject_GetIter((PyObject *)array);
    if (rows == NULL)
        return -1;
    REGION_BEGIN(array->descr);
    r = sort(array->data, n, array);
    Py_DECREF(rows); // WARN api-call-without-gil
    REGION_END(array->descr);
    return r;
}

int
sort_checked(Array *array, Py_ssize_t n, sort_function *sort)
{
    int r;
    REGION_DEF;
    if (array->data == NULL)
        return -1;
    REGION_BEGIN(array->descr);
    r = sort(array->data, n, array);
    if (array->data == NULL) {
        PyErr_NoMemory(); // WARN api-call-without-gil
        r = -1;
    }
    REGION_END(array->descr);
    return r;
}

/* The condition at the end of the region is that of its beginning, although
 * what lies between may write anywhere. */
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

typedef struct iterator iterator;
extern iterator *iterator_new(PyObject *array);
extern int iterator_needs_python(iterator *it);
extern Py_ssize_t iterator_size(iterator *it);
extern int iterator_next(iterator *it);
extern void iterator_free(iterator *it);

static inline item_descr *
array_descr(Array *array)
{
    return array->descr;
}

int
sort_by_getter(Array *array, Py_ssize_t n, sort_function *sort)
{
    int r = 0;
    REGION_DEF;
    REGION_BEGIN(array_descr(array));
    while (n-- > 0 && r == 0)
        r = sort(array->data, n, array);
    REGION_END(array_descr(array));
    if (r < 0 && !PyErr_Occurred())
        PyErr_NoMemory();
    return r;
}

PyObject *
count_items(PyObject *array)
{
    long n = 0;
    REGION_DEF;
    iterator *it = iterator_new(array);
    if (it == NULL)
        return PyErr_NoMemory();
    int needs_python = iterator_needs_python(it);
    if (!iterator_needs_python(it) && iterator_size(it) > 500)
        REGION_BEGIN_ALWAYS;
    do {
        n++;
        if (needs_python && PyErr_Occurred()) {
            n = -1;
            break;
        }
    } while (iterator_next(it));
    REGION_END_ALWAYS;
    iterator_free(it);
    return n < 0 ? NULL : PyLong_FromLong(n);
}

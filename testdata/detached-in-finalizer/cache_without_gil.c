/* Small blocks are kept for later use, in a table without a lock. */
#include <Python.h>

#define N_SIZES 64
#define N_KEPT 7

typedef struct {
    int n;
    void *block[N_KEPT];
} shelf;

static shelf shelves[N_SIZES];

extern void sort_rows(void *rows, long n, void *scratch);

static inline void *
take_from(shelf *s, size_t size)
{
    if (size < N_SIZES && s[size].n > 0)
        return s[size].block[--s[size].n];
    return malloc(size);
}

static void *
block_take(size_t size)
{
    return take_from(shelves, size);
}

static void
block_put(void *p, size_t size)
{
    if (p != NULL && size < N_SIZES && shelves[size].n < N_KEPT)
        shelves[size].block[shelves[size].n++] = p;
    else
        free(p);
}

static PyObject *
sort_in_place(PyObject *module, PyObject *arg)
{
    void *rows = PyCapsule_GetPointer(arg, "rows");
    void *scratch;
    if (rows == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    scratch = block_take(32); // WARN detached-in-finalizer "written by block_take(), which calls take_from()"
    sort_rows(rows, 32, scratch);
    block_put(scratch, 32); // WARN detached-in-finalizer
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyMethodDef sort_methods[] = {
    {"sort_in_place", sort_in_place, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef sort_module = {
    PyModuleDef_HEAD_INIT, .m_name = "sort", .m_size = -1,
    .m_methods = sort_methods,
};

PyMODINIT_FUNC
PyInit_sort(void)
{
    return PyModule_Create(&sort_module);
}

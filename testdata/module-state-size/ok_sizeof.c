/* The size of the struct. */
#include <Python.h>

struct counters {
    PyObject *names;
    long hits, misses;
};

static struct counters *
counters_of(PyObject *module)
{
    return (struct counters *)PyModule_GetState(module);
}

static int
cache_exec(PyObject *m)
{
    struct counters *c = counters_of(m);
    c->hits = c->misses = 0;
    c->names = PyDict_New();
    return c->names == NULL ? -1 : 0;
}

static int
cache_traverse(PyObject *m, visitproc visit, void *arg)
{
    Py_VISIT(counters_of(m)->names);
    return 0;
}

static int
cache_clear(PyObject *m)
{
    Py_CLEAR(counters_of(m)->names);
    return 0;
}

static void
cache_free(void *m)
{
    cache_clear((PyObject *)m);
}

static PyModuleDef_Slot cache_slots[] = {
    {Py_mod_exec, cache_exec},
    {0, NULL},
};

static struct PyModuleDef cache = {
    PyModuleDef_HEAD_INIT,
    .m_name = "cache",
    .m_size = sizeof(struct counters),
    .m_slots = cache_slots,
    .m_traverse = cache_traverse,
    .m_clear = cache_clear,
    .m_free = cache_free,
};

PyMODINIT_FUNC
PyInit_cache(void)
{
    return PyModuleDef_Init(&cache);
}

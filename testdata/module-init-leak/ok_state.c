/* The state of the module owns it; m_clear releases it. */
#include <Python.h>

struct state {
    PyObject *cache;
};

static int
cache_exec(PyObject *m)
{
    struct state *s = PyModule_GetState(m);
    s->cache = PyDict_New();
    return s->cache == NULL ? -1 : 0;
}

static int
cache_clear(PyObject *m)
{
    struct state *s = PyModule_GetState(m);
    Py_CLEAR(s->cache);
    return 0;
}

static void
cache_free(void *m)
{
    cache_clear(m);
}

static int
cache_traverse(PyObject *m, visitproc visit, void *arg)
{
    struct state *s = PyModule_GetState(m);
    Py_VISIT(s->cache);
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, cache_exec}, {0, NULL}};
static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "cache",
    .m_size = sizeof(struct state),
    .m_slots = slots,
    .m_traverse = cache_traverse,
    .m_clear = cache_clear,
    .m_free = cache_free,
};

PyMODINIT_FUNC
PyInit_cache(void)
{
    return PyModuleDef_Init(&def);
}

// RUN pass

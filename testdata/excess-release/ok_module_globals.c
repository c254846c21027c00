/* Globals own what they hold; m_free gives it back. */
#include <Python.h>

static PyObject *cache, *lock;

static void
mod_free(void *module)
{
    Py_CLEAR(cache);
    Py_XDECREF(lock);
    lock = NULL;
}

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "g", .m_size = -1, .m_free = mod_free,
};

PyMODINIT_FUNC
PyInit_g(void)
{
    Py_XDECREF(cache);
    cache = PyDict_New();
    if (cache == NULL)
        return NULL;
    return PyModule_Create(&def);
}

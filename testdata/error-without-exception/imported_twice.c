/* The second import fails for no reason given. */
#include <Python.h>

static int loaded;

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "once", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_once(void)
{
    if (loaded)
        return NULL; // WARN error-without-exception "loaded != 0"
    loaded = 1;
    return PyModule_Create(&def);
}

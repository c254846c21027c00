#include "Python.h"

#ifdef TINY_WINDOWS
#error "not on Windows"
#endif

static struct PyModuleDef tiny_module = {
    PyModuleDef_HEAD_INIT, "tiny", NULL, TINY_LEVEL, NULL,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_tiny(void)
{
    return PyModule_Create(&tiny_module);
}

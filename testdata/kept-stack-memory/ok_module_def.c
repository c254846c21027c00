/* The definition of the module is static, as it has to be. */
#include <Python.h>

static PyMethodDef methods[] = {
    {NULL, NULL, 0, NULL},
};

PyMODINIT_FUNC
PyInit_ok(void)
{
    static struct PyModuleDef def = {
        PyModuleDef_HEAD_INIT, "ok", NULL, -1, methods,
    };
    return PyModule_Create(&def);
}

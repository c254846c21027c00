/* The global variable keeps one reference for good. */
#include <Python.h>

static PyObject *empty;
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "blank"};

PyMODINIT_FUNC
PyInit_blank(void)
{
    if (empty == NULL) {
        empty = PyTuple_New(0);
        if (empty == NULL)
            return NULL;
    }
    return PyModule_Create(&def);
}

// RUN pass

/* The string is released after the dict has got it. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "about"};

PyMODINIT_FUNC
PyInit_about(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyObject *author = PyUnicode_FromString("nobody");
    if (author == NULL ||
        PyDict_SetItemString(PyModule_GetDict(m), "author", author) < 0) {
        Py_XDECREF(author);
        Py_DECREF(m);
        return NULL;
    }
    Py_DECREF(author);
    return m;
}


// RUN pass

/* The module has taken the type over; the label releases it all the same. */
#include <Python.h>

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "err", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_err(void)
{
    PyObject *error = NULL;
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    error = PyErr_NewException("err.Error", NULL, NULL);
    if (error == NULL)
        goto fail;
    if (PyModule_AddObject(m, "Error", error) < 0)
        goto fail;
    if (PyModule_AddIntConstant(m, "LIMIT", 10) < 0)
        goto fail;
    return m;

fail:
    Py_XDECREF(error); // WARN stolen-reference-misuse "'error'"
    Py_DECREF(m);
    return NULL;
}

/* The imported module is not released when it lacks the attribute. */
#include <Python.h>

static PyObject *adapt;

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "traitlike", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_traitlike(void)
{
    PyObject *helper = PyImport_ImportModule("traitlike_helper");
    if (helper == NULL)
        return NULL;
    adapt = PyObject_GetAttrString(helper, "adapt");
    if (adapt == NULL)
        return NULL; // WARN module-init-leak "'helper'"
    Py_DECREF(helper);
    return PyModule_Create(&def);
}

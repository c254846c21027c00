/* Preparing a struct sequence takes a reference to its static type: the module
   may have that one, or one more. */
#include <Python.h>

static PyTypeObject TimesType, LoadType, LimitType;

static PyStructSequence_Field times_fields[] = {
    {"user", "time of the process"}, {"system", "time of the kernel"}, {NULL}};

static PyStructSequence_Desc times_desc = {"usage.times", NULL, times_fields,
                                           2};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "usage",
    .m_size = -1,
};

PyMODINIT_FUNC
PyInit_usage(void)
{
    if (PyStructSequence_InitType2(&TimesType, &times_desc) < 0)
        return NULL;
    if (PyStructSequence_InitType2(&LoadType, &times_desc) < 0)
        return NULL;
    PyStructSequence_InitType(&LimitType, &times_desc);
    if (PyErr_Occurred())
        return NULL;
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    Py_INCREF(&LoadType);
    if (PyModule_AddObject(m, "times", (PyObject *)&TimesType) < 0 ||
        PyModule_AddObject(m, "load", (PyObject *)&LoadType) < 0 ||
        PyModule_AddObject(m, "limit", (PyObject *)&LimitType) < 0) {
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

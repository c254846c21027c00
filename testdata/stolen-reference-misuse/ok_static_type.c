/* The usual way to publish a static type. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
} Noddy;

static PyTypeObject Noddy_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "noddy.Noddy",
    .tp_basicsize = sizeof(Noddy),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "noddy", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_noddy(void)
{
    if (PyType_Ready(&Noddy_Type) < 0)
        return NULL;
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    Py_INCREF(&Noddy_Type);
    if (PyModule_AddObject(m, "Noddy", (PyObject *)&Noddy_Type) < 0) {
        Py_DECREF(&Noddy_Type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

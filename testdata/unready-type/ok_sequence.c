/* PyStructSequence_InitType() makes its type ready. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int value;
} Thing;

static PyTypeObject Point_Type;

static PyStructSequence_Field point_fields[] = {
    {"x", NULL}, {"y", NULL}, {NULL, NULL},
};

static PyStructSequence_Desc point_desc = {
    "things.Point", NULL, point_fields, 2,
};


static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "things", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_things(void)
{
    if (PyStructSequence_InitType2(&Point_Type, &point_desc) < 0)
        return NULL;
    PyObject *m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    Py_INCREF(&Point_Type);
    if (PyModule_AddObject(m, "Point", (PyObject *)&Point_Type) < 0) {
        Py_DECREF(&Point_Type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

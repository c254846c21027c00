/* `del lamp.level` calls the setter without a value. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long level;
} Lamp;

static PyObject *
lamp_get_level(PyObject *self, void *closure)
{
    return PyLong_FromLong(((Lamp *)self)->level);
}

static int
lamp_set_level(PyObject *self, PyObject *value, void *closure)
{
    if (!PyLong_Check(value)) { // WARN unchecked-null "'value'"
        PyErr_SetString(PyExc_TypeError, "a level is a number");
        return -1;
    }
    long level = PyLong_AsLong(value);
    if (level == -1 && PyErr_Occurred())
        return -1;
    ((Lamp *)self)->level = level;
    return 0;
}

static PyGetSetDef lamp_getset[] = {
    {"level", lamp_get_level, lamp_set_level, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Lamp_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "lamps.Lamp",
    .tp_basicsize = sizeof(Lamp),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_getset = lamp_getset,
};

static struct PyModuleDef lamps = {
    PyModuleDef_HEAD_INIT,
    .m_name = "lamps",
    .m_size = -1,
};

PyMODINIT_FUNC
PyInit_lamps(void)
{
    if (PyType_Ready(&Lamp_Type) < 0)
        return NULL;
    PyObject *m = PyModule_Create(&lamps);
    if (m == NULL)
        return NULL;
    Py_INCREF(&Lamp_Type);
    if (PyModule_AddObject(m, "Lamp", (PyObject *)&Lamp_Type) < 0) {
        Py_DECREF(&Lamp_Type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

// RUN Lamp().level

/* Whoever makes the type may give it a base that the collector knows of. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long ticks;
} Clock;

static void
clock_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot clock_slots[] = {
    {Py_tp_dealloc, clock_dealloc},
    {0, NULL},
};

PyType_Spec clock_spec = { // DOUBT container-without-gc
    .name = "elsewhere.Clock",
    .basicsize = sizeof(Clock),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = clock_slots,
};

static PyModuleDef_Slot elsewhere_slots[] = {
    {0, NULL},
};

static PyModuleDef elsewhere = {
    PyModuleDef_HEAD_INIT,
    .m_name = "elsewhere",
    .m_slots = elsewhere_slots,
};

PyMODINIT_FUNC
PyInit_elsewhere(void)
{
    return PyModuleDef_Init(&elsewhere);
}

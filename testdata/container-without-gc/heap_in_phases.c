/* Instances of a heap type refer to it: one that is stored in the module, or
 * on the type, keeps a module that could be ended. */
#include <Python.h>

typedef struct {
    PyObject_HEAD long ticks;
} Clock;

static PyObject *
clock_ticks(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    return PyLong_FromLong(((Clock *)self)->ticks);
}

static void
clock_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef clock_methods[] = {
    {"ticks", clock_ticks, METH_NOARGS, NULL},
    {NULL},
};

static PyType_Slot clock_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, clock_dealloc},
    {Py_tp_methods, clock_methods},
    {0, NULL},
};

static PyType_Spec clock_spec = { // WARN container-without-gc "its type"
    .name = "phases.Clock",
    .basicsize = sizeof(Clock),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = clock_slots,
};

static int
phases_exec(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&clock_spec);
    if (type == NULL)
        return -1;
    int failed = PyModule_AddObjectRef(module, "Clock", type);
    Py_DECREF(type);
    return failed;
}

static PyModuleDef_Slot phases_slots[] = {
    {Py_mod_exec, phases_exec},
    {0, NULL},
};

static PyModuleDef phases = {
    PyModuleDef_HEAD_INIT,
    .m_name = "phases",
    .m_slots = phases_slots,
};

PyMODINIT_FUNC
PyInit_phases(void)
{
    return PyModuleDef_Init(&phases);
}

/* The module is made in one piece and stays as long as the process. */
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

static PyType_Spec clock_spec = { // DOUBT container-without-gc
    .name = "piece.Clock",
    .basicsize = sizeof(Clock),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = clock_slots,
};

static int
piece_exec(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&clock_spec);
    if (type == NULL)
        return -1;
    int failed = PyModule_AddObjectRef(module, "Clock", type);
    Py_DECREF(type);
    return failed;
}

static PyModuleDef piece = {
    PyModuleDef_HEAD_INIT,
    .m_name = "piece",
    .m_size = -1,
};

PyMODINIT_FUNC
PyInit_piece(void)
{
    PyObject *module = PyModule_Create(&piece);
    if (module != NULL && piece_exec(module) < 0)
        Py_CLEAR(module);
    return module;
}

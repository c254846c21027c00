/* Fields that are NULL until tp_init has run to its end. */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *name;
    PyObject *unit;
} Gauge;

static int
gauge_init(Gauge *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name, *unit;
    if (!PyArg_ParseTuple(args, "UU", &name, &unit))
        return -1;
    Py_INCREF(name);
    Py_XSETREF(self->name, name);
    Py_INCREF(unit);
    Py_XSETREF(self->unit, unit);
    return 0;
}

static void
gauge_dealloc(Gauge *self)
{
    Py_XDECREF(self->unit);
    Py_DECREF(self->name); // WARN release-of-null "'name' of 'spam.Gauge'"
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Gauge_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "spam.Gauge",
    .tp_basicsize = sizeof(Gauge),
    .tp_dealloc = (destructor)gauge_dealloc,
    .tp_init = (initproc)gauge_init,
    .tp_new = PyType_GenericNew,
};

/* ---- a heap type, which has the tp_new of object ---- */

static void
dial_dealloc(Gauge *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_DECREF(self->name); // WARN release-of-null "'name' of 'spam.Dial'"
    if (self->unit != NULL)
        Py_DECREF(self->unit);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot dial_slots[] = {
    {Py_tp_dealloc, dial_dealloc},
    {Py_tp_init, gauge_init},
    {0, NULL},
};

static PyType_Spec dial_spec = { // DOUBT container-without-gc
    "spam.Dial", sizeof(Gauge), 0, Py_TPFLAGS_DEFAULT, dial_slots};

PyObject *
spam_dial(void)
{
    if (PyType_Ready(&Gauge_Type) < 0)
        return NULL;
    return PyType_FromSpec(&dial_spec);
}

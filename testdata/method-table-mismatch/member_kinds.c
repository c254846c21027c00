/* A number that is none, characters that are an object. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    double level;
    const char *label;
    long serial;
} Gauge;

static PyMemberDef members[] = {
    {"level", T_INT, offsetof(Gauge, level), READONLY, NULL}, // WARN method-table-mismatch "is double"
    {"label", T_OBJECT, offsetof(Gauge, label), READONLY, NULL}, // WARN method-table-mismatch "is char *"
    {"serial", T_INT, offsetof(Gauge, serial), READONLY, NULL}, // WARN method-table-mismatch "is long"
    {NULL, 0, 0, 0, NULL},
};

static PyObject *
gauge_repr(Gauge *self)
{
    return PyUnicode_FromFormat("<gauge %s>", self->label);
}

PyTypeObject Gauge_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Gauge",
    .tp_basicsize = sizeof(Gauge),
    .tp_repr = (reprfunc)gauge_repr,
    .tp_members = members,
};

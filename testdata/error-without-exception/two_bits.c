/* Two bits have four values, and the code knows two of them. */
#include <Python.h>

enum { KIND_NOTE = 0, KIND_CONTROL = 3, KIND_MASK = 3 };

typedef struct {
    PyObject_HEAD
    unsigned flags;
} Event;

static PyObject *
event_kind(Event *self, void *closure)
{
    if ((self->flags & KIND_MASK) == KIND_NOTE)
        return PyUnicode_FromString("note");
    if ((self->flags & KIND_MASK) == KIND_CONTROL)
        return PyUnicode_FromString("control");
    return NULL;   // WARN error-without-exception
}

static PyGetSetDef event_getset[] = {
    {"kind", (getter)event_kind, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject Event_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Event",
    .tp_basicsize = sizeof(Event),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = event_getset,
};

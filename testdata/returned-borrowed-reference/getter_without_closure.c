/* The rows of the table stop before the closure; the getter hands out one of
   the static objects as it is. */
// PYTHON <3.12
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int mode;
} Session;

static PyObject *
Session_readonly(Session *self, void *Py_UNUSED(closure))
{
    PyObject *answer = NULL;
    switch (self->mode) {
    case 0:
        answer = Py_False;
        break;
    case 1:
        answer = Py_True;
        break;
    default:
        PyErr_Format(PyExc_SystemError, "mode %d", self->mode);
        break;
    }
    return answer; // WARN returned-borrowed-reference "'False' returned without a reference of its own"
}

static PyGetSetDef Session_getset[] = {
    {"readonly", (getter)Session_readonly, NULL, "no writes"},
    {NULL},
};

PyTypeObject Session_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "db.Session",
    .tp_basicsize = sizeof(Session),
    .tp_getset = Session_getset,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

/* T_LONG reads and writes eight bytes of an int. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    int width, height;
} Frame;

static PyMemberDef members[] = {
    {"width", T_LONG, offsetof(Frame, width), 0, NULL}, // WARN method-table-mismatch "is int, but its row says long"
    {"height", T_INT, offsetof(Frame, height), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyObject *
frame_area(Frame *self, void *closure)
{
    return PyLong_FromLong((long)self->width * self->height);
}

static PyGetSetDef getset[] = {
    {"area", (getter)frame_area, NULL, NULL, NULL},
    {NULL},
};

PyTypeObject Frame_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Frame",
    .tp_basicsize = sizeof(Frame),
    .tp_getset = getset,
    .tp_members = members,
};

/* One bit of a field is 0 or it is 1: there is no third case, whatever the
 * code at the end says. */
#include <Python.h>

enum { UNIT_TICK = 0, UNIT_REAL = 1, UNIT_MASK = 1 };
enum { MODE_ABS = 0, MODE_REL = 2, MODE_MASK = 2 };

struct event {
    unsigned char flags;
    unsigned tick;
    double seconds;
};

typedef struct {
    PyObject_HEAD
    struct event *event;
} Event;

#define IS_TICK(e) (((e)->flags & UNIT_MASK) == UNIT_TICK)
#define IS_REAL(e) (((e)->flags & UNIT_MASK) == UNIT_REAL)

static PyObject *
event_time(Event *self, void *closure)
{
    if (IS_TICK(self->event))
        return PyLong_FromUnsignedLong(self->event->tick);
    else if (IS_REAL(self->event))
        return PyFloat_FromDouble(self->event->seconds);
    /* not reached */
    return NULL;
}

static PyObject *
event_mode(Event *self, void *closure)
{
    if ((self->event->flags & MODE_MASK) == MODE_REL)
        return PyUnicode_FromString("relative");
    if ((self->event->flags & MODE_MASK) == MODE_ABS)
        return PyUnicode_FromString("absolute");
    return NULL;
}

static PyObject *
event_origin(Event *self, void *closure)
{
    if ((self->event->flags & MODE_MASK) == MODE_ABS)
        return PyUnicode_FromString("start");
    else if ((self->event->flags & MODE_MASK) == MODE_REL)
        return PyUnicode_FromString("now");
    return NULL;
}

static PyGetSetDef event_getset[] = {
    {"time", (getter)event_time, NULL, NULL, NULL},
    {"mode", (getter)event_mode, NULL, NULL, NULL},
    {"origin", (getter)event_origin, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject Event_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Event",
    .tp_basicsize = sizeof(Event),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = event_getset,
};

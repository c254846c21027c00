/* The object around a struct is counted by what has the struct, and is asked
 * for anew each time. */
#include <Python.h>
#include <stddef.h>

struct program {
    int id;
};

struct program *program_of(void *thing);

typedef struct {
    PyObject_HEAD
    struct program program;
} Program;

typedef struct {
    PyObject_HEAD
    void *thing;
} Thing;

static PyTypeObject Thing_Type;

static inline Program *
Thing_program(Thing *self)
{
    char *inside = (char *)program_of(self->thing);
    return (Program *)(inside - offsetof(Program, program));
}

PyObject *
Thing_wrap(void *thing)
{
    Thing *self = (Thing *)Thing_Type.tp_alloc(&Thing_Type, 0);
    if (self == NULL)
        return NULL;
    self->thing = thing;
    Py_INCREF(Thing_program(self));
    return (PyObject *)self;
}

static void
Thing_dealloc(Thing *self)
{
    Py_DECREF(Thing_program(self));
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
Thing_get_program(Thing *self, void *Py_UNUSED(closure))
{
    Py_INCREF(Thing_program(self));
    return (PyObject *)Thing_program(self);
}

static PyGetSetDef Thing_getset[] = {
    {"program", (getter)Thing_get_program, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Thing_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "things.Thing",
    .tp_basicsize = sizeof(Thing),
    .tp_dealloc = (destructor)Thing_dealloc,
    .tp_getset = Thing_getset,
};

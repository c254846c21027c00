/* The old block is in a variable when the new one comes. */
#include <Python.h>
#include <string.h>

typedef struct {
    PyObject_HEAD char *name;
    char *path;
} Plant;

static void
drop(Plant *self)
{
    free(self->path);
    self->path = NULL;
}

static int
plant_init(Plant *self, PyObject *args, PyObject *kwargs)
{
    const char *name;
    if (!PyArg_ParseTuple(args, "s", &name))
        return -1;
    char *old = self->name;
    self->name = malloc(strlen(name) + 1);
    if (self->name == NULL) {
        self->name = old;
        PyErr_NoMemory();
        return -1;
    }
    strcpy(self->name, name);
    free(old);
    drop(self);
    self->path = strdup(name);
    if (self->path == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return strlen(self->path) > 100 ? (drop(self), 0) : 0;
}

static void
plant_dealloc(Plant *self)
{
    free(self->name);
    free(self->path);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Plant_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Plant",
    .tp_basicsize = sizeof(Plant),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)plant_init,
    .tp_dealloc = (destructor)plant_dealloc,
};

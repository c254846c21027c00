/* The new block is used at once, which says nothing about the old one. */
#include <Python.h>
#include <string.h>

typedef struct {
    PyObject_HEAD char *name;
    PyObject *tags;
} Plant;

static int
plant_init(Plant *self, PyObject *args, PyObject *kwargs)
{
    const char *name;
    if (!PyArg_ParseTuple(args, "s", &name))
        return -1;
    self->name = malloc(strlen(name) + 1); // WARN overwritten-field "'name'"
    if (self->name == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    strcpy(self->name, name);
    return 0;
}

static int
fill(PyObject *list, PyObject *items)
{
    return PyList_SetSlice(list, 0, 0, items);
}

static PyObject *
plant_set_tags(Plant *self, PyObject *items)
{
    self->tags = PyList_New(0); // WARN overwritten-field "'tags'"
    if (self->tags == NULL || fill(self->tags, items) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static void
plant_dealloc(Plant *self)
{
    free(self->name);
    Py_XDECREF(self->tags);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef plant_methods[] = {
    {"set_tags", (PyCFunction)plant_set_tags, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Plant_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Plant",
    .tp_basicsize = sizeof(Plant),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)plant_init,
    .tp_dealloc = (destructor)plant_dealloc,
    .tp_methods = plant_methods,
};

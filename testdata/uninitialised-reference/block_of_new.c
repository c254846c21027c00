/* tp_dealloc frees a block that the new instance does not have yet. */
#include <Python.h>
#include <string.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
    char *text;
    double *items;
    int has_items;
} Line;

static void
line_dealloc(Line *self)
{
    Py_XDECREF(self->name);
    if (self->text != NULL)
        PyMem_Free(self->text);
    if (self->has_items)
        PyMem_Free(self->items);
    PyObject_Free(self);
}

static PyTypeObject Line_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Line",
    .tp_basicsize = sizeof(Line),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)line_dealloc,
};

PyObject *
line_of(PyObject *module, PyObject *o)
{
    Line *self = PyObject_New(Line, &Line_Type);
    if (self == NULL)
        return NULL;
    self->has_items = 0;
    self->name = PyObject_Str(o);
    if (self->name == NULL) {
        Py_DECREF(self); // WARN uninitialised-reference "its field 'text', which tp_dealloc frees"
        return NULL;
    }
    self->text = NULL;
    return (PyObject *)self;
}

PyObject *
ok_line_of(PyObject *module, PyObject *o)
{
    Line *self = PyObject_New(Line, &Line_Type);
    if (self == NULL)
        return NULL;
    self->has_items = 0;
    self->text = NULL;
    self->name = PyObject_Str(o);
    if (self->name == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

PyObject *
ok_cleared(PyObject *module, PyObject *o)
{
    Line *self = PyObject_New(Line, &Line_Type);
    if (self == NULL)
        return NULL;
    memset((char *)self + sizeof(PyObject), 0,
           sizeof(Line) - sizeof(PyObject));
    self->name = PyObject_Str(o);
    if (self->name == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

int
line_ready(void)
{
    return PyType_Ready(&Line_Type);
}

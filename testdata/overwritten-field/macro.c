/* Setters made by a macro. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *fill;
    PyObject *line;
} Style;

#define SETTER(field)                                                         \
    static int style_set_##field(Style *self, PyObject *v, void *c)           \
    {                                                                         \
        (void)c;                                                              \
        Py_XINCREF(v);                                                        \
        self->field = v;                                                      \
        return 0;                                                             \
    }

SETTER(fill) // WARN overwritten-field "'fill'"
SETTER(line) // WARN overwritten-field "'line'"

static PyGetSetDef style_getset[] = {
    {"fill", NULL, (setter)style_set_fill, NULL, NULL},
    {"line", NULL, (setter)style_set_line, NULL, NULL},
    {NULL},
};

static int
style_traverse(Style *self, visitproc visit, void *arg)
{
    Py_VISIT(self->fill);
    Py_VISIT(self->line);
    return 0;
}

static int
style_clear(Style *self)
{
    Py_CLEAR(self->fill);
    Py_CLEAR(self->line);
    return 0;
}

static void
style_dealloc(Style *self)
{
    PyObject_GC_UnTrack(self);
    style_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Style_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Style",
    .tp_basicsize = sizeof(Style),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)style_dealloc,
    .tp_traverse = (traverseproc)style_traverse,
    .tp_clear = (inquiry)style_clear,
    .tp_getset = style_getset,
};

int
style_ready(void)
{
    return PyType_Ready(&Style_Type);
}

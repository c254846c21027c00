/* Made once, when somebody asks for it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *notes;
} Page;

static PyObject *
page_notes(Page *self, PyObject *Py_UNUSED(ignored))
{
    if (self->notes == NULL) {
        self->notes = PyList_New(0);
        if (self->notes == NULL)
            return NULL;
    }
    Py_INCREF(self->notes);
    return self->notes;
}

static PyMethodDef page_methods[] = {
    {"notes", (PyCFunction)page_notes, METH_NOARGS, NULL},
    {NULL},
};

static int
page_traverse(Page *self, visitproc visit, void *arg)
{
    Py_VISIT(self->notes);
    return 0;
}

static int
page_clear(Page *self)
{
    Py_CLEAR(self->notes);
    return 0;
}

static void
page_dealloc(Page *self)
{
    PyObject_GC_UnTrack(self);
    page_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Page_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Page",
    .tp_basicsize = sizeof(Page),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)page_dealloc,
    .tp_traverse = (traverseproc)page_traverse,
    .tp_clear = (inquiry)page_clear,
    .tp_methods = page_methods,
};

int
page_ready(void)
{
    return PyType_Ready(&Page_Type);
}

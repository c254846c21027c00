/* The field keeps the reference and tp_dealloc releases it: the method gives
 * away what it does not have. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *view;
} sheet;

static PyObject *
make_view(sheet *self)
{
    PyObject *view = PyDict_New();
    if (view == NULL)
        return NULL;
    self->view = view;
    return view;
}

static PyObject *
sheet_view(sheet *self, PyObject *ignored)
{
    return make_view(self); // WARN returned-borrowed-reference
}

static void
sheet_dealloc(sheet *self)
{
    Py_XDECREF(self->view);
    PyObject_Free(self);
}

static PyMethodDef sheet_methods[] = {
    {"view", (PyCFunction)sheet_view, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject sheet_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "sheets.sheet",
    .tp_basicsize = sizeof(sheet),
    .tp_dealloc = (destructor)sheet_dealloc,
    .tp_methods = sheet_methods,
};

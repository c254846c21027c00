/* GLib's objects are there, or the process ends. */
#include <Python.h>

void *g_object_new_with_properties(unsigned long type, unsigned n,
                                   const char **names, const void *values);

typedef struct {
    PyObject_HEAD
    void *obj;
} Wrapper;

static int
ok_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    Wrapper *w = (Wrapper *)self;
    unsigned long type;
    if (!PyArg_ParseTuple(args, "k", &type))
        return -1;
    w->obj = g_object_new_with_properties(type, 0, NULL, NULL);
    if (PyErr_Occurred())
        return -1;
    return w->obj != NULL ? 0 : -1;
}

PyTypeObject Wrapper_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "spam.Wrapper",
    .tp_basicsize = sizeof(Wrapper),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = ok_init,
    .tp_new = PyType_GenericNew,
};

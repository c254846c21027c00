/* A type that only others are made of: it has no tp_new, nothing here makes
 * instances of it, and its heirs release what they have. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *tag;
} Set;

static PyTypeObject Set_Type, Bag_Type;

static int
set_set_tag(Set *self, PyObject *value, void *unused)
{
    if (value == NULL || !PyUnicode_CheckExact(value)) {
        PyErr_SetString(PyExc_TypeError, "a str is wanted");
        return -1;
    }
    Py_INCREF(value);
    Py_XSETREF(self->tag, value);
    return 0;
}

static PyGetSetDef set_getset[] = {
    {"tag", NULL, (setter)set_set_tag, NULL, NULL},
    {NULL},
};

static PyTypeObject Set_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Set",
    .tp_basicsize = sizeof(Set),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_getset = set_getset,
};

static void
bag_dealloc(Set *self)
{
    Py_XDECREF(self->tag);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Bag_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Bag",
    .tp_basicsize = sizeof(Set),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)bag_dealloc,
    .tp_base = &Set_Type,
    .tp_new = PyType_GenericNew,
};

int
ready(void)
{
    if (PyType_Ready(&Set_Type) < 0)
        return -1;
    return PyType_Ready(&Bag_Type);
}

int
is_set(PyObject *o)
{
    return PyObject_TypeCheck(o, &Set_Type);
}

/* The instance is given up before tp_dealloc has anything to find in it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *left, *right;
} Pair;

static PyTypeObject Pair_Type;

static PyObject *
pair_new(PyTypeObject *Py_UNUSED(type), PyObject *args,
         PyObject *Py_UNUSED(kwds))
{
    PyObject *left, *right;
    if (!PyArg_ParseTuple(args, "OU", &left, &right))
        return NULL;
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    self->right = NULL;
    if (!PyUnicode_Check(left)) {
        PyErr_SetString(PyExc_TypeError, "left is no str");
        Py_DECREF(self); // WARN uninitialised-reference "'self' released while its field 'left', which tp_dealloc releases, never got a value"
        return NULL;
    }
    Py_INCREF(left);
    self->left = left;
    Py_INCREF(right);
    self->right = right;
    return (PyObject *)self;
}

static void
pair_dealloc(Pair *self)
{
    Py_XDECREF(self->left);
    Py_XDECREF(self->right);
    PyObject_Free(self);
}

static PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = pair_new,
    .tp_dealloc = (destructor)pair_dealloc,
};

int
pair_ready(void)
{
    return PyType_Ready(&Pair_Type);
}

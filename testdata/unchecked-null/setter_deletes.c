/* `del obj.size` calls the setter with NULL. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long size;
} Block;

static int
Block_set_size(Block *self, PyObject *value, void *closure)
{
    if (!PyLong_Check(value)) { // WARN unchecked-null "'value' is NULL when passed to PyLong_Check(): 'del' calls"
        PyErr_SetString(PyExc_TypeError, "size must be an integer");
        return -1;
    }
    long size = PyLong_AsLong(value);
    if (size == -1 && PyErr_Occurred())
        return -1;
    self->size = size;
    return 0;
}

static PyGetSetDef Block_getset[] = {
    {"size", NULL, (setter)Block_set_size, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject Block_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "block.Block",
    .tp_basicsize = sizeof(Block),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = Block_getset,
};

/* A reference that goes with a handle into a library's table; when the table
   does not take it, or when no handle goes anywhere, it is lost. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *handle;
} Node;

typedef struct {
    PyObject_HEAD
    void *table;
} Table;

static PyTypeObject Node_Type;
int lib_add(void *table, void *node);
int lib_set(void *table, void *node);
void lib_touch(void *table);

static PyObject *
add(Table *self, PyObject *args)
{
    Node *node;
    if (!PyArg_ParseTuple(args, "O!", &Node_Type, &node))
        return NULL;
    Py_INCREF(node);
    if (lib_add(self->table, node->handle) != 0) {
        PyErr_SetString(PyExc_OSError, "no place");
        return NULL; // WARN leaked-reference "'node'"
    }
    Py_RETURN_NONE;
}

static int
set(Table *self, PyObject *value, void *closure)
{
    if (value == NULL || !PyObject_TypeCheck(value, &Node_Type)) {
        PyErr_SetString(PyExc_TypeError, "a node is wanted");
        return -1;
    }
    Node *node = (Node *)value;
    Py_INCREF(node);
    lib_set(self->table, node->handle);
    return 0; // DOUBT leaked-reference
}

static PyObject *
touch(Table *self, PyObject *args)
{
    Node *node;
    if (!PyArg_ParseTuple(args, "O!", &Node_Type, &node))
        return NULL;
    Py_INCREF(node);
    lib_touch(self->table);
    Py_RETURN_NONE; // WARN leaked-reference "'node'"
}

static PyMethodDef methods[] = {
    {"add", (PyCFunction)add, METH_VARARGS, NULL},
    {"touch", (PyCFunction)touch, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL}};
static PyGetSetDef getsets[] = {{"node", NULL, (setter)set, NULL, NULL},
                                {NULL, NULL, NULL, NULL, NULL}};
PyTypeObject Table_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "table.Table",
    .tp_basicsize = sizeof(Table),
    .tp_methods = methods,
    .tp_getset = getsets,
};

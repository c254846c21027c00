/* A method gives away its own `self`. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int depth;
} Tree;

static PyObject *
Tree_path(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    if (PyList_SetItem(list, 0, self) < 0) { // WARN stolen-reference-misuse "'self'"
        Py_DECREF(list);
        return NULL;
    }
    return list;
}

static PyMethodDef Tree_methods[] = {
    {"path", Tree_path, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Tree_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "tree.Tree",
    .tp_basicsize = sizeof(Tree),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = Tree_methods,
    .tp_new = PyType_GenericNew,
};

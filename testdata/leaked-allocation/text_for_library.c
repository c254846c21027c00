/* Text that a library only reads stays the caller's. */
#include <Python.h>
#include <string.h>

struct tree;
struct entry;
struct entry *tree_lookup(struct tree *t, const char *path);
int tree_insert(struct tree *t, const unsigned char *bytes, size_t n);
PyObject *wrap_entry(struct entry *e);

typedef struct {
    PyObject_HEAD
    struct tree *tree;
} Tree;

static char *
path_of(PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name);
    if (text == NULL)
        return NULL;
    char *copy = strdup(text);
    if (copy == NULL)
        PyErr_NoMemory();
    return copy;
}

static PyObject *
Tree_get(Tree *self, PyObject *name)
{
    char *path = path_of(name);
    if (path == NULL)
        return NULL;
    struct entry *e = tree_lookup(self->tree, path);
    if (e == NULL)
        Py_RETURN_NONE; // WARN leaked-allocation "'path'"
    free(path);
    return wrap_entry(e);
}

static PyObject *
Tree_add(Tree *self, PyObject *arg)
{
    Py_buffer view;
    if (PyObject_GetBuffer(arg, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    unsigned char *copy = PyMem_Malloc((size_t)view.len + 1);
    if (copy == NULL) {
        PyBuffer_Release(&view);
        return PyErr_NoMemory();
    }
    memcpy(copy, view.buf, (size_t)view.len);
    int rc = tree_insert(self->tree, copy, (size_t)view.len);
    PyBuffer_Release(&view);
    if (rc != 0) {
        PyErr_SetString(PyExc_ValueError, "no room");
        return NULL; // WARN leaked-allocation "'copy'"
    }
    PyMem_Free(copy);
    Py_RETURN_NONE;
}

static PyMethodDef Tree_methods[] = {
    {"get", (PyCFunction)Tree_get, METH_O, NULL},
    {"add", (PyCFunction)Tree_add, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Tree_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "trees.Tree",
    .tp_basicsize = sizeof(Tree),
    .tp_methods = Tree_methods,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

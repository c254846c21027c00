/* Each level that is entered is left, by the function or by its helper. */
#include <Python.h>

struct walk {
    int depth;
};

typedef struct {
    PyObject_HEAD
    PyObject *left, *right;
    struct walk walk;
} tree;

static int
walk_in(struct walk *walk)
{
    if (Py_EnterRecursiveCall(" in a tree") != 0)
        return -1;
    walk->depth++;
    return 0;
}

static void
walk_out(struct walk *walk)
{
    walk->depth--;
    Py_LeaveRecursiveCall();
}

static PyObject *
tree_str(PyObject *o)
{
    tree *self = (tree *)o;
    if (walk_in(&self->walk) < 0)
        return NULL;
    PyObject *text = PyObject_Str(self->left);
    walk_out(&self->walk);
    return text;
}

static PyObject *
tree_repr(PyObject *o)
{
    tree *self = (tree *)o;
    PyObject *left = NULL, *right = NULL, *text = NULL;
    if (Py_EnterRecursiveCall(" in a tree") != 0)
        return NULL;
    left = PyObject_Repr(self->left);
    if (left == NULL)
        goto done;
    right = PyObject_Repr(self->right);
    if (right == NULL)
        goto done;
    text = PyUnicode_FromFormat("<%U %U>", left, right);
done:
    Py_XDECREF(left);
    Py_XDECREF(right);
    Py_LeaveRecursiveCall();
    return text;
}

static Py_hash_t
tree_hash(PyObject *o)
{
    tree *self = (tree *)o;
    if (Py_EnterRecursiveCall(" in a tree") != 0)
        return -1;
    Py_hash_t hash = PyObject_Hash(self->left);
    walk_out(&self->walk);
    return hash;
}

PyTypeObject tree_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "trees.tree",
    .tp_basicsize = sizeof(tree),
    .tp_str = tree_str,
    .tp_repr = tree_repr,
    .tp_hash = tree_hash,
};

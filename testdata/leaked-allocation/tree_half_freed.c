/* A tree that frees one of its branches. */
#include <Python.h>
typedef struct Node { struct Node *left, *right; double cut; } Node;
typedef struct { PyObject_HEAD Node *root; } Tree;
static Node *
Node_create(double cut)
{
    Node *n = PyMem_Malloc(sizeof(Node));
    if (n == NULL)
        return NULL;
    n->left = n->right = NULL;
    n->cut = cut;
    return n;
}
static void
Node_destroy(Node *node)
{
    if (node == NULL)
        return;
    Node_destroy(node->right);
    PyMem_Free(node);
}
static Node *
build(int depth)
{
    Node *n = Node_create(depth);
    if (n == NULL)
        return NULL;
    if (depth > 0) {
        Node *left = build(depth - 1);
        Node *right = build(depth - 1);
        if (left == NULL || right == NULL) {
            Node_destroy(left);
            Node_destroy(right);
            Node_destroy(n);
            return NULL;
        }
        n->left = left;
        n->right = right;
    }
    return n;
}
static void
tree_dealloc(Tree *self) // WARN leaked-allocation "left"
{
    Node_destroy(self->root);
    Py_TYPE(self)->tp_free((PyObject *)self);
}
static PyObject *
new(PyTypeObject *t, PyObject *a, PyObject *k)
{
    int depth;
    if (!PyArg_ParseTuple(a, "i", &depth))
        return NULL;
    Tree *s = (Tree *)t->tp_alloc(t, 0);
    if (s == NULL)
        return NULL;
    s->root = build(depth);
    if (s->root == NULL) {
        Py_DECREF(s);
        return PyErr_NoMemory();
    }
    return (PyObject *)s;
}
static PyTypeObject T = { PyVarObject_HEAD_INIT(NULL, 0) .tp_name = "t.T", .tp_basicsize = sizeof(Tree), .tp_flags = Py_TPFLAGS_DEFAULT, .tp_dealloc = (destructor)tree_dealloc, .tp_new = new };

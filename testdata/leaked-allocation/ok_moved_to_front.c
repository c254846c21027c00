/* A node that the helper finds at the head already is where it belongs. */
#include <Python.h>
typedef struct node { struct node *next, *prev; PyObject *key; } node;
static node *root_node;
static void
move_front(node **root, node *n)
{
    node *r = *root;
    if (r == n)
        return;
    n->prev = NULL;
    n->next = r;
    if (r != NULL)
        r->prev = n;
    *root = n;
}
static node *
node_new(PyObject *key)
{
    node *n = PyMem_Malloc(sizeof(node));
    if (n == NULL) { PyErr_NoMemory(); return NULL; }
    n->next = n->prev = NULL;
    n->key = Py_NewRef(key);
    return n;
}
int
cache_update(PyObject *key)
{
    node *n = node_new(key);
    if (n == NULL)
        return -1;
    move_front(&root_node, n);
    node *q = n->next;
    for (int i = 1; i < 8; i++) {
        if (q == NULL)
            return 0;
        q = q->next;
    }
    return 0;
}

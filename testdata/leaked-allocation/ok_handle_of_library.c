/* Handles of a library that somebody else takes: a list, a field, the caller;
 * and one that is the library's own. */
#include <Python.h>

typedef struct graph_node_s graph_node;
typedef struct graph_s graph;

extern graph_node *graph_node_new(graph *g);
extern graph_node *graph_first(graph *g);
extern int graph_node_size(graph_node *node);
extern int graph_node_connect(graph_node *node, graph_node *other);
extern void graph_add(graph *g, graph_node *node);
extern void graph_node_attach(graph_node *node, graph *g);
extern void graph_node_free(graph_node *node);

typedef struct {
    PyObject_HEAD
    graph *g;
    graph_node *root;
} Graph;

PyObject *
graph_measure(Graph *self, PyObject *args)
{
    graph_node *node = graph_node_new(self->g);
    (void)args;
    if (node == NULL)
        return PyErr_NoMemory();
    long n = graph_node_size(node);
    graph_node_free(node);
    return PyLong_FromLong(n);
}

PyObject *
graph_grow(Graph *self, PyObject *args)
{
    graph_node *node = graph_node_new(self->g);
    (void)args;
    if (node == NULL)
        return PyErr_NoMemory();
    graph_add(self->g, node);
    Py_RETURN_NONE;
}

PyObject *
graph_adopt(Graph *self, PyObject *args)
{
    graph_node *node = graph_node_new(self->g);
    (void)args;
    if (node == NULL)
        return PyErr_NoMemory();
    graph_node_attach(node, self->g);
    Py_RETURN_NONE;
}

PyObject *
graph_link(Graph *self, PyObject *args)
{
    graph_node *node = graph_node_new(self->g);
    (void)args;
    if (node == NULL)
        return PyErr_NoMemory();
    if (graph_node_connect(self->root, node) < 0) {
        graph_node_free(node);
        PyErr_SetString(PyExc_ValueError, "no way to there");
        return NULL;
    }
    Py_RETURN_NONE;
}

PyObject *
graph_first_size(Graph *self, PyObject *args)
{
    graph_node *node = graph_first(self->g);
    (void)args;
    return PyLong_FromLong(node == NULL ? 0 : graph_node_size(node));
}

graph_node *
graph_make(Graph *self)
{
    graph_node *node = graph_node_new(self->g);
    if (node != NULL)
        self->root = node;
    return node;
}

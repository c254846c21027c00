/* PyMem_RESIZE assigns its first argument. */
#include <Python.h>

struct edge {
    int from, to;
};

typedef struct {
    PyObject_HEAD
    struct edge *edges;
    Py_ssize_t n, room;
} Graph;

int
graph_add(Graph *g, int from, int to)
{
    if (g->n == g->room) {
        Py_ssize_t room = g->room * 2 + 8;
        PyMem_RESIZE(g->edges, struct edge, room); // WARN lost-on-realloc "'g->edges'"
        if (g->edges == NULL) {
            g->n = g->room = 0;
            PyErr_NoMemory();
            return -1;
        }
        g->room = room;
    }
    g->edges[g->n].from = from;
    g->edges[g->n++].to = to;
    return 0;
}

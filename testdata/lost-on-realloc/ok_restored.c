/* The old pointer is put back. */
#include <Python.h>

typedef struct {
    int *cells;
} Grid;

int
grid_resize(Grid *g, size_t n)
{
    int *before = g->cells;
    g->cells = PyMem_Realloc(g->cells, n * sizeof(int));
    if (g->cells == NULL) {
        g->cells = before;
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

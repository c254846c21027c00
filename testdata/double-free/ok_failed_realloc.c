/* A realloc that fails has freed nothing. */
#include <Python.h>
#include <stdlib.h>

int *
grow(size_t n)
{
    int *v = malloc(n * sizeof *v);
    if (v == NULL)
        return NULL;
    int *w = realloc(v, 2 * n * sizeof *v);
    if (w == NULL) {
        free(v);
        return NULL;
    }
    return w;
}

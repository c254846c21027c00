/* Every slot is its own block. */
#include <Python.h>
#include <stdlib.h>

int
matrix(size_t rows, size_t columns)
{
    double **m = calloc(rows, sizeof *m);
    if (m == NULL)
        return -1;
    int rc = 0;
    for (size_t i = 0; i < rows; i++) {
        m[i] = malloc(columns * sizeof **m);
        if (m[i] == NULL)
            rc = -1;
    }
    for (size_t i = 0; i < rows; i++)
        free(m[i]);
    free(m);
    return rc;
}

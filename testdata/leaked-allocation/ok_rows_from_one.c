/* Rows and columns are counted from another number than zero: what is kept
 * and returned points elsewhere than to the beginning of the block.
 */
#include <Python.h>
#include <stdlib.h>

double *
numbers_from(long first, long last)
{
    double *v = malloc((size_t)(last - first + 2) * sizeof *v);
    if (v == NULL)
        abort();
    return v - first + 1;
}

int **
rows_from(long first, long last, long column, long end)
{
    long n = end - column + 1;
    int **rows = malloc((size_t)(last - first + 2) * sizeof *rows);
    if (rows == NULL)
        abort();
    rows += 1;
    rows -= first;
    rows[first] = malloc((size_t)((last - first + 1) * n + 1) * sizeof **rows);
    if (rows[first] == NULL)
        abort();
    rows[first] += 1;
    rows[first] -= column;
    for (long i = first + 1; i <= last; i++)
        rows[i] = rows[i - 1] + n;
    return rows;
}

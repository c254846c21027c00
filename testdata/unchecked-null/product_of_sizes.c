/* Whether the product overflows is asked before there is an allocation: that
 * is a lack of memory like any other. */
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *
array_alloc(size_t n, size_t size)
{
    if (SIZE_MAX / size <= n)
        return NULL;
    return malloc(n * size);
}

void
copy_rows(long *to, const long *from, size_t n)
{
    long *rows = array_alloc(n, sizeof *rows);
    memcpy(rows, from, n * sizeof *rows); // RARE unchecked-null
    memcpy(to, rows, n * sizeof *rows);
    free(rows);
}

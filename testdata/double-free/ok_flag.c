/* The flag follows the block. */
#include <Python.h>
#include <stdlib.h>

int
work(int early)
{
    int freed = 0;
    char *p = malloc(8);
    if (p == NULL)
        return -1;
    p[0] = 1;
    if (early) {
        free(p);
        freed = 1;
    }
    if (!freed)
        free(p);
    return early;
}

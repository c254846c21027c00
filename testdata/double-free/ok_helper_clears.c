/* The helper frees and leaves NULL behind. */
#include <Python.h>
#include <stdlib.h>

static void
dispose(char **p)
{
    free(*p);
    *p = NULL;
}

int
work(int early)
{
    char *p = malloc(8);
    if (p == NULL)
        return -1;
    if (early)
        dispose(&p);
    dispose(&p);
    return 0;
}

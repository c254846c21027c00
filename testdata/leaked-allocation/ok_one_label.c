/* free(NULL) makes one label enough. */
#include <Python.h>
#include <stdlib.h>

int
three(size_t n)
{
    int rc = -1;
    char *a = NULL, *b = NULL, *c = NULL;
    if ((a = malloc(n)) == NULL)
        goto done;
    if ((b = calloc(n, 2)) == NULL)
        goto done;
    if ((c = malloc(2 * n)) == NULL)
        goto done;
    rc = 0;
done:
    free(a);
    free(b);
    free(c);
    if (rc < 0)
        PyErr_NoMemory();
    return rc;
}

// RUN three(5)

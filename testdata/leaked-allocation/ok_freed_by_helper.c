/* release() frees for its callers. */
#include <Python.h>
#include <stdlib.h>

static void
release(void **slots, int n)
{
    for (int i = 0; i < n; i++)
        free(slots[i]);
}

static void
release_one(char *p)
{
    if (p != NULL)
        free(p);
}

int
probe(size_t n)
{
    char *p = malloc(n);
    if (p == NULL)
        return -1;
    p[0] = 0;
    release_one(p);
    void *slots[2] = {malloc(1), malloc(2)};
    release(slots, 2);
    return 0;
}

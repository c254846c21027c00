/* The raw allocator needs no thread state. */
#include <Python.h>
#include <pthread.h>

static void *
copy(void *arg)
{
    char **out = arg;
    char *p = PyMem_RawMalloc(64);
    if (p != NULL)
        p[0] = 0;
    *out = p;
    return NULL;
}

int
start_copy(char **out, pthread_t *t)
{
    return pthread_create(t, NULL, copy, out);
}

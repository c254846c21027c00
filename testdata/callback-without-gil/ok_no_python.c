/* The thread uses no API. */
#include <Python.h>
#include <pthread.h>

struct sum {
    const double *v;
    size_t n;
    double total;
};

static void *
add_up(void *arg)
{
    struct sum *s = arg;
    for (size_t i = 0; i < s->n; i++)
        s->total += s->v[i];
    return NULL;
}

int
start_sum(struct sum *s, pthread_t *t)
{
    return pthread_create(t, NULL, add_up, s);
}

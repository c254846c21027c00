/* The destroy function is called in the error branch and by the caller's
 * common end. */
#include <Python.h>
#include <stdlib.h>

struct ring {
    int *slots;
};

static void
ring_destroy(struct ring *r)
{
    free(r->slots);
    free(r);
}

int
ring_test(size_t n)
{
    struct ring *r = calloc(1, sizeof *r);
    if (r == NULL)
        return -1;
    r->slots = calloc(n, sizeof *r->slots);
    int rc = 0;
    if (r->slots == NULL) {
        ring_destroy(r);
        rc = -1;
    }
    if (rc < 0)
        free(r); // WARN double-free "'r'"
    else
        ring_destroy(r);
    return rc;
}

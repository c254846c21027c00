/* The pool still knows the block that was copied out of it. */
#include <Python.h>

struct block {
    char *start;
    size_t size;
};

struct pool {
    struct block *free;
    int n;
};

struct block
pool_take(struct pool *p, size_t size)
{
    struct block b = {NULL, 0};
    if (p->n > 0) {
        b = p->free[--p->n];
        if (b.size != size)
            b.start = realloc(b.start, size);
        if (b.start == NULL)
            free(p->free[p->n].start);
    }
    return b;
}

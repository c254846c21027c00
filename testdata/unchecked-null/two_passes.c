/* The first pass only counts bytes, and the allocator then returns NULL for
 * every request.  One NULL stands for all; that cannot be seen here. */
#include <Python.h>

struct builder {
    size_t n;
    char *next;
};

static void *
reserve(struct builder *b, size_t size)
{
    if (b->next == NULL) {
        b->n += size;
        return NULL;
    }
    void *p = b->next;
    b->next += size;
    return p;
}

int
build(struct builder *b, size_t n)
{
    long *items = reserve(b, n * sizeof *items);
    long *count = reserve(b, sizeof *count);
    if (count != NULL) {
        *count = (long)n;
        items[0] = 0; // DOUBT unchecked-null "'items'"
    }
    return 0;
}

static long *
room_for(size_t n)
{
    return n > 4096 ? NULL : malloc(n * sizeof(long));
}

int
build_alone(size_t n)
{
    long *items = room_for(n);
    items[0] = 0; // WARN unchecked-null "'items'"
    free(items);
    return 0;
}

/* Two fields, two blocks. */
#include <Python.h>
#include <stdlib.h>

struct map {
    int *keys, *values;
};

void
map_clear(struct map *m)
{
    free(m->keys);
    free(m->values);
    m->keys = m->values = NULL;
}

int
map_reset(struct map *m, size_t n)
{
    map_clear(m);
    m->keys = calloc(n, sizeof *m->keys);
    m->values = calloc(n, sizeof *m->values);
    if (m->keys == NULL || m->values == NULL) {
        map_clear(m);
        return -1;
    }
    return 0;
}

/* The owner is freed, then marked as closed. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    int open;
    char *data;
} store;

void
store_close(int flush)
{
    store *s = calloc(1, sizeof *s);
    if (s == NULL)
        return;
    s->open = flush;
    free(s);
    if (flush)
        s->open = 0; // WARN use-after-free "'s'"
}

/* The error label writes through the pointer that could not be made. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    char *path;
    int fd;
} handle;

handle *
handle_open(const char *path)
{
    handle *h = calloc(1, sizeof *h);
    if (h == NULL)
        goto fail;
    h->path = strdup(path);
    if (h->path == NULL)
        goto fail;
    h->fd = 3;
    return h;

fail:
    h->fd = -1; // WARN unchecked-null "'h'"
    free(h->path);
    free(h);
    return NULL;
}

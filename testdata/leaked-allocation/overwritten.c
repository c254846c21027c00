/* The default path is allocated, then replaced without a free. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

char *
choose_path(const char *wanted)
{
    char *path = strdup("/tmp");
    if (path == NULL)
        return NULL;
    if (wanted != NULL)
        path = strdup(wanted); // WARN leaked-allocation "'path'"
    return path;
}

/* What strdup() gives comes from malloc(). */
#include <Python.h>
#include <string.h>

typedef struct {
    char *path;
} config;

int
config_set(config *c, const char *path)
{
    char *copy = strdup(path);
    if (copy == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (copy[0] != '/') {
        PyErr_SetString(PyExc_ValueError, "absolute path expected");
        PyMem_Free(copy); // WARN allocator-mismatch "'copy'"
        return -1;
    }
    c->path = copy;
    return 0;
}

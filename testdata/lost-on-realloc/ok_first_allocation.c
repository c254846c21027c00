/* The field is NULL before. */
#include <Python.h>

typedef struct {
    char *cache;
} Parser;

int
parser_start(Parser *p)
{
    p->cache = NULL;
    p->cache = PyMem_Realloc(p->cache, 128);
    if (p->cache == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

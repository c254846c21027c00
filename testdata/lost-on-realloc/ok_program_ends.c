/* Without memory the program ends. */
#include <Python.h>

typedef struct {
    char *line;
} Editor;

void
editor_reserve(Editor *e, size_t n)
{
    e->line = realloc(e->line, n);
    if (e->line == NULL)
        Py_FatalError("out of memory");
}

/* The struct is freed, the name that it pointed to is not. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *name;
    int size;
} field;

field *
field_new(const char *name, int size)
{
    field *f = malloc(sizeof *f);
    if (f == NULL)
        return NULL;
    f->name = strdup(name);
    if (f->name == NULL) {
        free(f);
        return NULL;
    }
    if (size < 0) {
        free(f); // WARN leaked-allocation
        return NULL;
    }
    f->size = size;
    return f;
}

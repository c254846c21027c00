/* A flag tells which allocator the text came from; the other variable has
 * one family on both sides. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    char *text;
    int raw;
} Label;

static char *banner;

int
label_set(Label *l, const char *s)
{
    l->text = PyMem_Malloc(strlen(s) + 1);
    if (l->text == NULL)
        return -1;
    strcpy(l->text, s);
    l->raw = 0;
    return 0;
}

int
label_set_raw(Label *l, const char *s)
{
    l->text = PyMem_RawMalloc(strlen(s) + 1);
    if (l->text == NULL)
        return -1;
    strcpy(l->text, s);
    l->raw = 1;
    return 0;
}

void
label_drop(Label *l)
{
    if (l->raw)
        PyMem_RawFree(l->text);
    else
        PyMem_Free(l->text);
    l->text = NULL;
}

void
banner_set(const char *s)
{
    free(banner);
    banner = strdup(s);
}

void
banner_drop(void)
{
    free(banner);
    banner = NULL;
}

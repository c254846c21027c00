/* Two names for one block. */
#include <Python.h>
#include <stdlib.h>

void
parse(const char *s)
{
    char *start = malloc(32);
    char *p = start;
    if (start == NULL)
        return;
    *p = *s;
    free(start);
    free(p); // WARN double-free "'p'"
}

/* The variable has a new block by the time it is used. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

char *
replace(const char *s)
{
    char *p = strdup("none");
    if (p == NULL)
        return NULL;
    if (s != NULL) {
        free(p);
        p = strdup(s);
        if (p == NULL)
            return NULL;
    }
    p[0] = '_';
    return p;
}

/* Frees exactly when it has allocated. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

size_t
measure(const char *s, int strip)
{
    const char *p = s;
    char *copy = NULL;
    if (strip) {
        copy = strdup(s);
        if (copy == NULL)
            return 0;
        copy[strcspn(copy, "\n")] = '\0';
        p = copy;
    }
    size_t n = strlen(p);
    if (strip)
        free(copy);
    return n;
}

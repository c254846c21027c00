/* NULL after the first free makes the second one harmless. */
#include <Python.h>
#include <stdlib.h>

int
check(const char *s)
{
    char *copy = malloc(16);
    if (copy == NULL)
        return -1;
    copy[0] = s[0];
    if (copy[0] == '\0') {
        free(copy);
        copy = NULL;
    }
    free(copy);
    return 0;
}

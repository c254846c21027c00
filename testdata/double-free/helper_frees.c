/* reject() has freed the block already. */
#include <Python.h>
#include <stdlib.h>

static int
reject(char *p, const char *why)
{
    PyErr_SetString(PyExc_ValueError, why);
    free(p);
    return -1;
}

int
accept(const char *s)
{
    char *p = malloc(8);
    if (p == NULL)
        return -1;
    p[0] = s[0];
    int rc = 0;
    if (p[0] == '!')
        rc = reject(p, "bang");
    free(p); // WARN double-free "'p'"
    return rc;
}

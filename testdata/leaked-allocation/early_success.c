/* The shortcut skips the label that frees the name. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

int
lookup(const char *raw, int *out)
{
    int rc = -1;
    char *clean = strdup(raw);
    if (clean == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (strcmp(clean, "default") == 0) {
        *out = 0;
        return 0; // WARN leaked-allocation "'clean'"
    }
    if (clean[0] == '#') {
        PyErr_SetString(PyExc_ValueError, "comment");
        goto exit;
    }
    *out = (int)strlen(clean);
    rc = 0;
exit:
    free(clean);
    return rc;
}

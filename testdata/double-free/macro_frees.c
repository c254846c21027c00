/* The macro hides the first free. */
#include <Python.h>
#include <stdlib.h>

#define FAIL(buf, message)                                                   \
    do {                                                                     \
        free(buf);                                                           \
        PyErr_SetString(PyExc_ValueError, message);                          \
        rc = -1;                                                             \
    } while (0)

int
scan(const char *s)
{
    int rc = 0;
    char *buf = malloc(64);
    if (buf == NULL)
        return -1;
    if (s[0] == '\0')
        FAIL(buf, "empty");
    free(buf); // WARN double-free "'buf'"
    return rc;
}

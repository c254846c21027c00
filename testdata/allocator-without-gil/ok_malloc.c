/* malloc() too. */
#include <Python.h>

size_t
count_lines(const char *s, size_t n)
{
    size_t lines = 0;
    Py_BEGIN_ALLOW_THREADS
    char *copy = malloc(n);
    if (copy != NULL) {
        memcpy(copy, s, n);
        for (size_t i = 0; i < n; i++)
            lines += copy[i] == 10;
    }
    free(copy);
    Py_END_ALLOW_THREADS
    return lines;
}

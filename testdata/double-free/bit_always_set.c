/* The bit is set on both ways that meet: the block is freed twice. */
#include <stdlib.h>
#include <Python.h>

PyObject *
sum_twice(const int *from, int n, int wide)
{
    int flags = wide ? 3 : 1;
    long total = 0;
    int *copy = malloc((size_t)n * sizeof *copy);
    if (copy == NULL)
        return PyErr_NoMemory();
    for (int i = 0; i < n; i++)
        copy[i] = from[i];
    for (int i = 0; i < n; i++)
        total += copy[i];
    if (flags & 1)
        free(copy);
    if (flags & 2)
        total *= 2;
    if (flags & 1)
        free(copy); // WARN double-free "twice"
    return PyLong_FromLong(total);
}

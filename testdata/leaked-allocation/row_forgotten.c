/* Moved by some places and then lost all the same. */
#include <Python.h>
#include <stdlib.h>

long
sum_from(long first, long last)
{
    long *v = malloc((size_t)(last - first + 1) * sizeof *v), sum = 0;
    if (v == NULL)
        return -1;
    v -= first;
    for (long i = first; i <= last; i++)
        sum += v[i] = i;
    return sum; // WARN leaked-allocation "'v' from malloc() leaked"
}

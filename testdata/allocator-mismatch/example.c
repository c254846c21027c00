/* The interpreter's allocator and the C library's do not know each other. */
#include <Python.h>
#include <stdlib.h>

int
sum_squares(int n)
{
    int *v = PyMem_Malloc(sizeof(int) * 8);
    if (v == NULL)
        return -1;
    int sum = 0;
    for (int i = 0; i < 8; i++) {
        v[i] = n * i;
        sum += v[i] * v[i];
    }
    free(v); // WARN allocator-mismatch "'v'"
    return sum;
}

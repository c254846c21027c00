/* The switch frees in one of its cases. */
#include <Python.h>
#include <stdlib.h>

int
run(int mode)
{
    char *job = malloc(4);
    if (job == NULL)
        return -1;
    switch (mode) {
    case 0:
        break;
    case 1:
        job[0] = 'x';
        break;
    default:
        free(job);
        break;
    }
    free(job); // WARN double-free "'job'"
    return mode;
}

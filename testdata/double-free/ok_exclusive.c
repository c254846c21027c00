/* Freed on each way exactly once. */
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
        free(job);
        return 0;
    case 1:
        job[0] = 'x';
        /* fall through */
    default:
        free(job);
        return 1;
    }
}

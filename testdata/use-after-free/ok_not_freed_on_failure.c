/* close_job() frees only what it could close. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    int id, state;
} job;

static int
close_job(job *j)
{
    if (j->state != 0)
        return -1;
    free(j);
    return 0;
}

int
run(int id, int state)
{
    job *j = calloc(1, sizeof *j);
    if (j == NULL)
        return -1;
    j->state = state;
    if (close_job(j) < 0) {
        j->id = id;
        free(j);
        return -1;
    }
    return 0;
}

/* close_job() frees its argument. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    int id, state;
} job;

static void
close_job(job *j)
{
    j->state = 0;
    free(j);
}

int
run(int id)
{
    job *j = calloc(1, sizeof *j);
    if (j == NULL)
        return -1;
    j->id = id;
    close_job(j);
    return j->id; // WARN use-after-free "'j'"
}

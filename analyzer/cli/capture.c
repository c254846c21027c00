#include "capture.h"

#include "process.h"

static const struct run_bounds none = {0};

const char *
capture(arena *keep, const char *const *argv, int *status)
{
    struct ran ran;
    if (!run_program(keep, argv, &none, &ran))
        return NULL;
    *status = ran.status;
    return ran.out;
}

const char *
capture_errors(arena *keep, const char *const *argv, int *status)
{
    struct ran ran;
    if (!run_program(keep, argv, &none, &ran))
        return NULL;
    *status = ran.status;
    return ran.err;
}

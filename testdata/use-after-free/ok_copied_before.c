/* What is needed later is taken out first. */
#include <Python.h>
#include <stdlib.h>

struct request {
    int code;
};

int
finish(int code)
{
    struct request *r = malloc(sizeof *r);
    if (r == NULL)
        return -1;
    r->code = code;
    int last = r->code;
    free(r);
    return last;
}

/* The message is read from the freed struct. */
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
    free(r);
    return r->code; // WARN use-after-free "'r'"
}

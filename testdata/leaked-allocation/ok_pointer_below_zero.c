/* No pointer is below zero: the test for failure never holds. */
#include <Python.h>
#include <stdio.h>

struct upload {
    FILE *body;
};

int
upload_begin(struct upload *u)
{
    FILE *spool = tmpfile();
    if (spool < 0)
        return -1;
    u->body = spool;
    return 0;
}

/* The block is filled before anybody looks whether there is one. */
#include <Python.h>
#include <stdlib.h>

struct stats {
    long reads, writes;
};

struct stats *
stats_new(long reads)
{
    struct stats *s = malloc(sizeof *s);
    s->reads = reads; // WARN unchecked-null "'s'"
    if (s == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    s->writes = 0;
    return s;
}

/* Allocated once, kept for good. */
#include <Python.h>
#include <stdlib.h>

static unsigned char *table;

const unsigned char *
get_table(void)
{
    if (table == NULL) {
        unsigned char *t = malloc(256);
        if (t == NULL)
            return NULL;
        for (int i = 0; i < 256; i++)
            t[i] = (unsigned char)(255 - i);
        table = t;
    }
    return table;
}

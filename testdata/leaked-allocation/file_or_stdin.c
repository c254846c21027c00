/* What fopen() gives is none of the streams that are there from the start.
 */
#include <Python.h>
#include <stdio.h>

int
ok_read_number(const char *name)
{
    int n = -1;
    FILE *fp = stdin;
    if (name[0] != '-') {
        fp = fopen(name, "r");
        if (fp == NULL)
            return -1;
    }
    if (fscanf(fp, "%d", &n) != 1)
        n = -1;
    if (fp != NULL && fp != stdin)
        fclose(fp);
    return n;
}

int
read_number(const char *name)
{
    int n = -1;
    FILE *fp = stdin;
    if (name[0] != '-') {
        fp = fopen(name, "r");
        if (fp == NULL)
            return -1;
    }
    if (fscanf(fp, "%d", &n) != 1)
        return -1; // WARN leaked-allocation
    if (fp != stdin)
        fclose(fp);
    return n;
}

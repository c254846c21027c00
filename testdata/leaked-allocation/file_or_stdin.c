/* What fopen() gives is none of the streams that are there from the start.
 */
#include <Python.h>
#include <stdio.h>

extern int read_into(FILE *fp, char *buffer, size_t size);
extern void log_number(int n);

int
ok_read_lines(const char *name, char *buffer)
{
    FILE *fp;
    if (name != NULL && name[0] != 0) {
        fp = fopen(name, "r");
        if (fp == NULL)
            return -1;
    }
    else {
        fp = stdin;
    }
    log_number(0);
    int n = 0;
    while (fgets(buffer, 80, fp) != NULL)
        n++;
    log_number(n);
    if (fp != NULL && fp != stdin)
        fclose(fp);
    return n;
}

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

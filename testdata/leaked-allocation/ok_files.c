/* Closed on each way, kept in a struct, or handed to Python. */
#include <Python.h>
#include <stdio.h>

typedef struct {
    FILE *f;
} Log;

int
log_open(Log *l, const char *path)
{
    l->f = fopen(path, "a");
    return l->f == NULL ? -1 : 0;
}

void
log_close(Log *l)
{
    if (l->f != NULL)
        fclose(l->f);
    l->f = NULL;
}

PyObject *
first_byte(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return PyErr_SetFromErrno(PyExc_OSError);
    int c = fgetc(f);
    fclose(f);
    if (c == EOF) {
        PyErr_SetNone(PyExc_EOFError);
        return NULL;
    }
    return PyLong_FromLong(c);
}

int
run_script(const char *path)
{
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return -1;
    return PyRun_SimpleFileEx(f, path, 1);
}

char *
output_of(const char *command, char *to, int n)
{
    FILE *p = popen(command, "r");
    if (p == NULL)
        return NULL;
    char *s = fgets(to, n, p);
    pclose(p);
    return s;
}

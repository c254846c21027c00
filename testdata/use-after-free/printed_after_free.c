/* The log line comes too late. */
#include <Python.h>
#include <stdio.h>

void
close_file(FILE *log, const char *path)
{
    char *name = PyMem_RawMalloc(64);
    if (name == NULL)
        return;
    PyOS_snprintf(name, 64, "%s", path);
    PyMem_RawFree(name);
    fputs(name, log); // WARN use-after-free "'name'"
}

/* A struct of the program's own with the same names of fields. */
#include <Python.h>

struct accessor {
    const char *name;
    int (*get)(int);
    void *closure;
};

static int
twice(int n)
{
    return 2 * n;
}

struct accessor accessors[] = {{"twice", twice, NULL}};

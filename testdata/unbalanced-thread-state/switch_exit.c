/* One of the cases leaves. */
#include <Python.h>

extern int lib_step(void *s);

int
step(void *s, int *rows)
{
    Py_BEGIN_ALLOW_THREADS
    switch (lib_step(s)) {
    case 0:
        *rows = 0;
        break;
    case 1:
        *rows = 1;
        break;
    default:
        return -1; // WARN unbalanced-thread-state
    }
    Py_END_ALLOW_THREADS
    return 0;
}

/* Jumps that stay within. */
#include <Python.h>

extern int try_once(int n);

int
try_often(int n)
{
    int r;
    Py_BEGIN_ALLOW_THREADS
again:
    r = try_once(n);
    if (r == -4)
        goto again;
    if (r < 0)
        goto done;
    r = 0;
done:;
    Py_END_ALLOW_THREADS
    return r;
}

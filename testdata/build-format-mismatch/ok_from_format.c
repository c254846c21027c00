/* Directives with their types. */
#include <Python.h>
#include <stddef.h>

PyObject *
text(PyObject *o, const char *s, Py_ssize_t n, size_t u, long l,
     unsigned long ul, long long ll, char c, short h, void *p)
{
    return PyUnicode_FromFormat(
        "%d %c %zd %zu %ld %lu %lld %i %x %p %s %.40s %R %S %A %U %% %5d", h,
        c, n, u, l, ul, ll, (int)n, 3u, p, s, s, o, o, o, o, 12);
}

/* A search that calls itself, and nothing of Python. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <string.h>

static Py_ssize_t
match_length(const unsigned char *a, Py_ssize_t an, const unsigned char *b,
             Py_ssize_t bn)
{
    Py_ssize_t i;
    for (i = 0; i < an && i < bn; i++)
        if (a[i] != b[i])
            break;
    return i;
}

static Py_ssize_t
search(const Py_ssize_t *I, const unsigned char *old, Py_ssize_t oldsize,
       const unsigned char *new, Py_ssize_t newsize, Py_ssize_t st,
       Py_ssize_t en, Py_ssize_t *pos)
{
    Py_ssize_t x, y;

    if (en - st < 2) {
        x = match_length(old + I[st], oldsize - I[st], new, newsize);
        y = match_length(old + I[en], oldsize - I[en], new, newsize);
        if (x > y) {
            *pos = I[st];
            return x;
        }
        else {
            *pos = I[en];
            return y;
        }
    }
    x = st + (en - st) / 2;
    if (memcmp(old + I[x], new, Py_MIN(oldsize - I[x], newsize)) < 0)
        return search(I, old, oldsize, new, newsize, x, en, pos);
    else
        return search(I, old, oldsize, new, newsize, st, x, pos);
}

PyObject *
table_search(PyObject *self, PyObject *args)
{
    const unsigned char *o, *n;
    Py_ssize_t on, nn, pos, r;
    Py_ssize_t table[10] = {0};
    if (!PyArg_ParseTuple(args, "y#y#", &o, &on, &n, &nn))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    r = search(table, o, on, n, nn, 0, 9, &pos);
    Py_END_ALLOW_THREADS
    return Py_BuildValue("nn", pos, r);
}

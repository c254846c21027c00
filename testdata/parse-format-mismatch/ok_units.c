/* Each unit with the type it wants. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
everything(PyObject *self, PyObject *args)
{
    const char *s, *z, *y;
    Py_ssize_t n, length;
    unsigned char b;
    short h;
    unsigned short hh;
    int i, p, c;
    unsigned int u;
    long l;
    unsigned long k;
    long long ll;
    unsigned long long kk;
    float f;
    double d;
    Py_complex z2;
    char ch;
    if (!PyArg_ParseTuple(args, "szy#nbhHiIlkLKfdDcCp", &s, &z, &y, &length,
                          &n, &b, &h, &hh, &i, &u, &l, &k, &ll, &kk, &f, &d,
                          &z2, &ch, &c, &p))
        return NULL;
    return PyLong_FromSsize_t(n + length + b + h + hh + i + p + c + l + ch);
}

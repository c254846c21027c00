/* Each unit with what it wants; smaller integers are promoted. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
everything(PyObject *o, const char *s, Py_ssize_t n, short h, char c,
           unsigned char b, float f, double d, long l, long long ll)
{
    return Py_BuildValue("[Os#(hcb){s:f,s:d}lLnikK]", o, s, n, h, c, b, "f", f,
                         "d", d, l, ll, n, h, (unsigned long)n,
                         (unsigned long long)ll);
}

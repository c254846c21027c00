/* The wrapper's format is checked like those of the C API. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"
#include <stdarg.h>

REFAUDIT_CONTRACT("complain(format, ...) -> NULL! format(unicode, format)")
static PyObject *
complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    PyErr_FormatV(PyExc_ValueError, format, args);
    va_end(args);
    return NULL;
}

PyObject *
refuse(int n)
{
    return complain("%zd is too many", n); // WARN build-format-mismatch "'%zd'"
}

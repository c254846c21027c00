/* A wrapper hands its arguments on. */
#include <Python.h>
#include <stdarg.h>

void
complain(PyObject *type, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    PyErr_FormatV(type, format, args);
    va_end(args);
}

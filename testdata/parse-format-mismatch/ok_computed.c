/* A format that is not known is not judged. */
#include <Python.h>

PyObject *
parse_by(PyObject *self, PyObject *args, const char *format)
{
    double value;
    char text[8];
    snprintf(text, sizeof text, "%c:f", format[0]);
    if (!PyArg_ParseTuple(args, text, &value))
        return NULL;
    return PyFloat_FromDouble(value);
}

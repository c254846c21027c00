/* PyOS_double_to_string() goes to PyMem_Free(). */
#include <Python.h>

PyObject *
short_repr(double x)
{
    char *text = PyOS_double_to_string(x, 'r', 0, Py_DTSF_ADD_DOT_0, NULL);
    if (text == NULL)
        return NULL;
    PyObject *result = PyUnicode_FromString(text);
    PyMem_Free(text);
    return result;
}

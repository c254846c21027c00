/* Counted twice in a row: the object is to outlive all who release it.
 */
#include <Python.h>

int
read_constant(const char *data, PyObject **output)
{
    *output = PyUnicode_FromString(data);
    if (*output == NULL)
        return -1;
    Py_INCREF(*output);
    Py_INCREF(*output);
    return 0; // DOUBT leaked-reference
}

int
read_number(const char *data, PyObject **output)
{
    *output = PyLong_FromString(data, NULL, 10);
    if (*output == NULL)
        return -1;
    Py_INCREF(*output);
    return 0; // WARN leaked-reference
}

/* Two of the associations name the same function. */
#include <Python.h>

static PyObject *
text_of(const char *text)
{
    return PyUnicode_FromString(text);
}

static PyObject *
number_of(long number)
{
    return PyLong_FromLong(number);
}

#define object_of(x)                                                          \
    _Generic((x), char *: text_of, const char *: text_of, default: number_of)(x)

int
append_text(PyObject *list, const char *text)
{
    PyObject *item = object_of(text);
    if (item == NULL)
        return -1;
    return PyList_Append(list, item); // WARN leaked-reference "item"
}

int
ok_append_number(PyObject *list, long number)
{
    PyObject *item = object_of(number);
    if (item == NULL)
        return -1;
    int r = PyList_Append(list, item);
    Py_DECREF(item);
    return r;
}

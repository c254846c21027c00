/* The helper fills both variables, and between the two it lets code run that
   could change anything. */
#include <Python.h>

struct reader {
    const char *text;
    PyObject *hook;
};

static PyObject *
read_value(PyObject *name, unsigned *at, struct reader *r)
{
    *at += 4;
    return PyObject_CallFunction(r->hook, "Os", name, r->text + *at);
}

static int
next_pair(struct reader *r, unsigned at, PyObject **name, PyObject **value)
{
    *name = PyUnicode_FromFormat("%u", at);
    if (*name == NULL)
        return -1;
    *value = read_value(*name, &at, r);
    if (*value == NULL) {
        Py_DECREF(*name);
        return -1;
    }
    return (int)at;
}

int
fill(PyObject *dict, struct reader *r)
{
    int at = 0;
    while (at < 100) {
        PyObject *name = NULL, *value = NULL;
        at = next_pair(r, (unsigned)at, &name, &value);
        if (at < 0)
            return -1;
        int rc = PyDict_SetItem(dict, name, value);
        Py_DECREF(name);
        Py_DECREF(value);
        if (rc < 0)
            return -1;
    }
    return 0;
}

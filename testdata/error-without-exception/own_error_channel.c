/* The helper that fails notes the message in a struct, and the message is
 * raised at the end.  The two are tied by the struct alone. */
#include <Python.h>

struct reader {
    const char *at;
    const char *error;
    int depth;
};

static PyObject *
complain(struct reader *r, const char *message)
{
    r->error = message;
    return NULL;
}

static PyObject *
read_value(struct reader *r)
{
    if (*r->at == 'n')
        return PyLong_FromLong(r->depth);
    if (r->depth > 10)
        return PyErr_NoMemory();
    return complain(r, "unexpected character");
}

static PyObject *
spam_read(PyObject *self, PyObject *arg)
{
    struct reader r = {0};
    r.at = PyUnicode_AsUTF8(arg);
    if (r.at == NULL)
        return NULL;
    PyObject *value = read_value(&r);
    if (value != NULL && *r.at != '\0') {
        Py_DECREF(value);
        value = complain(&r, "trailing characters");
    }
    if (r.error != NULL) {
        PyErr_SetString(PyExc_ValueError, r.error);
        return NULL;
    }
    return value; // DOUBT error-without-exception
}

PyMethodDef methods[] = {
    {"read", spam_read, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

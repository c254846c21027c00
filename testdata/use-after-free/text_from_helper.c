/* A helper gives the text of an object, and for some objects a temporary one
   that holds it: the text goes with that. */
#include <Python.h>

int lib_match(const char *text);

static const char *
text_of(PyObject *o, PyObject **tmp)
{
    if (PyUnicode_Check(o)) {
        *tmp = PyUnicode_AsUTF8String(o);
        if (*tmp == NULL)
            return NULL;
        return PyBytes_AS_STRING(*tmp);
    }
    if (PyBytes_Check(o))
        return PyBytes_AS_STRING(o);
    PyErr_SetString(PyExc_TypeError, "a text is wanted");
    return NULL;
}

static PyObject *
match_late(PyObject *self, PyObject *o)
{
    PyObject *tmp = NULL;
    const char *text = text_of(o, &tmp);
    if (text == NULL)
        return NULL;
    Py_XDECREF(tmp);
    return PyLong_FromLong(lib_match(text)); // WARN use-after-free "'text'"
}

static PyObject *
match(PyObject *self, PyObject *o)
{
    PyObject *tmp = NULL;
    const char *text = text_of(o, &tmp);
    if (text == NULL)
        return NULL;
    long found = lib_match(text);
    Py_XDECREF(tmp);
    return PyLong_FromLong(found);
}

static const char *
plain(PyObject *o)
{
    return PyBytes_AS_STRING(o);
}

static PyObject *
match_bytes(PyObject *self, PyObject *o)
{
    PyObject *b = PyObject_Bytes(o);
    if (b == NULL)
        return NULL;
    const char *text = plain(b);
    Py_DECREF(b);
    return PyLong_FromLong(lib_match(text)); // WARN use-after-free "'text'"
}

static PyMethodDef methods[] = {{"match", match, METH_O, NULL},
                                {"match_late", match_late, METH_O, NULL},
                                {"match_bytes", match_bytes, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "match", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};

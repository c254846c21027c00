/* What is new goes into a cache that does not count it, and comes back; what
   is there already comes instead.  Who is given it returns it. */
#include <Python.h>

static PyObject *cache;

static PyObject *
unique(PyObject *x, const char *text)
{
    PyObject *key = PyBytes_FromString(text), *y;
    if (key == NULL)
        goto error;
    y = PyDict_GetItem(cache, key);
    if (y != NULL) {
        Py_DECREF(key);
        Py_INCREF(y);
        Py_DECREF(x);
        return y;
    }
    if (PyDict_SetItem(cache, key, x) < 0) {
        Py_DECREF(key);
        goto error;
    }
    Py_DECREF(key);
    Py_DECREF(x); /* the dict does not count */
    return x;
error:
    Py_DECREF(x);
    return NULL;
}

static PyObject *
make(PyObject *self, PyObject *unused)
{
    PyObject *made = PyList_New(0);
    if (made == NULL)
        return NULL;
    return unique(made, "list"); // DOUBT returned-borrowed-reference
}

static PyObject *
peek(PyObject *self, PyObject *unused)
{
    PyObject *made = PyList_New(0);
    if (made == NULL)
        return NULL;
    if (PyDict_SetItemString(cache, "list", made) < 0) {
        Py_DECREF(made);
        return NULL;
    }
    Py_DECREF(made);
    return made; // WARN returned-borrowed-reference
}

static PyMethodDef methods[] = {{"make", make, METH_NOARGS, NULL},
                                {"peek", peek, METH_NOARGS, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "cache", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};

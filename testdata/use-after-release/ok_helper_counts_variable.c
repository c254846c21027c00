/* The helper takes a reference of what the variable holds, or puts another
   object there. */
#include <Python.h>

static int
as_bytes(PyObject **key)
{
    PyObject *old = *key;
    PyObject *out = old;
    Py_INCREF(old);
    if (PyUnicode_Check(old)) {
        out = PyUnicode_AsUTF8String(old);
        if (out == NULL) {
            Py_DECREF(old);
            return 0;
        }
    }
    if (out != old)
        Py_DECREF(old);
    *key = out;
    return 1;
}

Py_ssize_t
text_size(PyObject *keys, char **text)
{
    PyObject *key = PyTuple_GET_ITEM(keys, 0);
    if (!as_bytes(&key))
        return -1;
    PyObject *kept = key;
    Py_INCREF(kept);
    Py_DECREF(key);
    *text = PyBytes_AS_STRING(kept);
    Py_ssize_t n = PyBytes_GET_SIZE(kept);
    Py_DECREF(kept);
    return n;
}

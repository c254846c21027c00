/* A helper gives back its argument or something new, and whoever calls it
 * looks which of the two it is.
 */
#include <Python.h>

static PyObject *
new_identity(PyObject *key)
{
    if (PyUnicode_CheckExact(key)) {
        Py_INCREF(key);
        return key;
    }
    return PyObject_Str(key);
}

static PyObject *
identity_or_new(PyObject *key)
{
    if (!PyUnicode_CheckExact(key))
        return new_identity(key);
    return key; // DOUBT returned-borrowed-reference
}

static void
identity_release(PyObject *key, PyObject *identity)
{
    if (identity != key)
        Py_DECREF(identity);
}

static PyObject *
length(PyObject *module, PyObject *key)
{
    PyObject *identity = identity_or_new(key);
    if (identity == NULL)
        return NULL;
    Py_ssize_t n = PyUnicode_GetLength(identity);
    identity_release(key, identity); // DOUBT excess-release
    return n < 0 ? NULL : PyLong_FromSsize_t(n); // DOUBT leaked-reference // DOUBT leaked-reference
}

static PyObject *
new_bytes(PyObject *key)
{
    if (PyBytes_CheckExact(key)) {
        Py_INCREF(key);
        return key;
    }
    return PyObject_Bytes(key);
}

static PyObject *
plain_or_new(PyObject *key)
{
    if (!PyBytes_CheckExact(key))
        return new_bytes(key);
    return key; // DOUBT returned-borrowed-reference
}

/* Here nobody compares. */
static PyObject *
text_or_new(PyObject *key)
{
    if (!PyUnicode_CheckExact(key))
        return new_identity(key);
    return key; // WARN returned-borrowed-reference "'key' returned without a reference of its own"
}

static PyObject *
text(PyObject *module, PyObject *key)
{
    PyObject *one = text_or_new(key);
    if (one == NULL)
        return NULL;
    Py_ssize_t n = PyUnicode_GetLength(one);
    Py_DECREF(one); // DOUBT excess-release
    return n < 0 ? NULL : PyLong_FromSsize_t(n);
}

static PyObject *
size(PyObject *module, PyObject *key)
{
    PyObject *bytes = plain_or_new(key);
    if (bytes == NULL)
        return NULL;
    Py_ssize_t n = PyBytes_GET_SIZE(bytes);
    if (bytes != key)
        Py_DECREF(bytes);
    return PyLong_FromSsize_t(n); // DOUBT leaked-reference
}

static PyMethodDef functions[] = {
    {"length", length, METH_O, NULL},
    {"size", size, METH_O, NULL},
    {"text", text, METH_O, NULL},
    {0},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "keys", NULL, -1, functions,
};

PyMODINIT_FUNC
PyInit_keys(void)
{
    return PyModule_Create(&module);
}

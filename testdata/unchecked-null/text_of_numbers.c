/* Text that is made of numbers and literals is ASCII: only a lack of memory
 * stops what is made of it.  Other text may be anything. */
#include <Python.h>
#include <stdio.h>

int
put_number(PyObject *d, int n)
{
    char name[32];
    snprintf(name, sizeof name, "item%d", n);
    PyObject *key = PyUnicode_FromString(name);
    int r = PyDict_SetItem(d, key, Py_None); // RARE unchecked-null
    Py_DECREF(key);
    return r;
}

int
put_digest(PyObject *d, const unsigned char *digest)
{
    char hex[33] = {0};
    for (int i = 0; i < 16; i++)
        sprintf(hex + 2 * i, "%02x", digest[i]);
    PyObject *key = PyUnicode_FromStringAndSize(hex, 32);
    int r = PyDict_SetItem(d, key, Py_None); // RARE unchecked-null
    Py_DECREF(key);
    return r;
}

int
put_name(PyObject *d, const char *of)
{
    char name[32];
    snprintf(name, sizeof name, "item %s", of);
    PyObject *key = PyUnicode_FromString(name);
    int r = PyDict_SetItem(d, key, Py_None); // WARN unchecked-null
    Py_DECREF(key);
    return r;
}

void lib_name(char *to);

int
put_found(PyObject *d, int n)
{
    char name[32];
    if (n < 0)
        lib_name(name);
    else
        snprintf(name, sizeof name, "%d", n);
    PyObject *key = PyUnicode_FromString(name);
    int r = PyDict_SetItem(d, key, Py_None); // WARN unchecked-null
    Py_DECREF(key);
    return r;
}

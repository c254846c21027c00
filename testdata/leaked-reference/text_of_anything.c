/* str(x) of a string is the string itself, with one more reference. */
#include <Python.h>

int
put_text(PyObject *out, PyObject *key)
{
    PyObject *text = PyObject_Str(key); // STEP 1 "new reference"
    int rc;

    if (text == NULL)
        return -1;
    rc = PyList_Append(out, text);
    if (text != key)
        Py_DECREF(text);
    return rc; // WARN leaked-reference "'text'"
}

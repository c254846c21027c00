/* Keys that are numbers are replaced by their text, which is another object;
 * it is released where the key was replaced. */
#include <Python.h>

static int
put(PyObject *out, PyObject *text)
{
    return PyList_Append(out, text);
}

int
put_keys(PyObject *out, PyObject *dict)
{
    PyObject *key, *value;
    Py_ssize_t pos = 0;

    while (PyDict_Next(dict, &pos, &key, &value)) {
        PyObject *text = key;
        int rc;

        if (PyFloat_Check(key) || PyLong_Check(key)) {
            text = PyObject_Str(key);
            if (text == NULL)
                return -1;
        }
        rc = put(out, text);
        if (text != key)
            Py_DECREF(text);
        if (rc < 0)
            return -1;
    }
    return 0;
}

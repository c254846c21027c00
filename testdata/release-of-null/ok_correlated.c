/* `count` is 1 exactly when there is an object. */
#include <Python.h>

int
measure(PyObject *o, int wanted)
{
    PyObject *text = NULL;
    int count = 0;
    if (wanted) {
        text = PyObject_Str(o);
        if (text == NULL)
            return -1;
        count = 1;
    }
    int n = count ? (int)PyUnicode_GetLength(text) : 0;
    if (count)
        Py_DECREF(text);
    return n;
}

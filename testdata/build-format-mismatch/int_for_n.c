/* An int where 'n' reads a Py_ssize_t. */
#include <Python.h>

PyObject *
coordinates(const unsigned char *pixels, int width, int height)
{
    PyObject *found = PyList_New(0);
    if (found == NULL)
        return NULL;
    for (int row = 0; row < height; row++) {
        if (pixels[row * width] == 0)
            continue;
        PyObject *at = Py_BuildValue("(ni)", row, width); // WARN build-format-mismatch "'n'"
        if (at == NULL || PyList_Append(found, at) < 0) {
            Py_XDECREF(at);
            Py_DECREF(found);
            return NULL;
        }
        Py_DECREF(at);
    }
    return found;
}

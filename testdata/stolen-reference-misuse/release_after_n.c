/* N has consumed the list, whether the call succeeds or fails. */
#include <Python.h>

PyObject *
status(int code, PyObject *source)
{
    PyObject *lines = PySequence_List(source);
    if (lines == NULL)
        return NULL;
    PyObject *result = Py_BuildValue("(iN)", code, lines);
    if (result == NULL)
        Py_DECREF(lines); // WARN stolen-reference-misuse "'lines'"
    return result;
}

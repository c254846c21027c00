/* PyList_SetItem() consumes the item also when it fails. */
#include <Python.h>

int
put(PyObject *list, Py_ssize_t i, const char *text)
{
    PyObject *item = PyUnicode_FromString(text);
    if (item == NULL)
        return -1;
    if (PyList_SetItem(list, i, item) < 0) { // STEP 3 "fails and still takes"
        Py_DECREF(item); // WARN stolen-reference-misuse "'item'"
        return -1;
    }
    return 0;
}

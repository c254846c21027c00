/* finish() takes the file over; its caller still asks for a name. */
#include <Python.h>

static int
finish(PyObject *file)
{
    PyObject *r = PyObject_CallMethod(file, "close", NULL);
    Py_DECREF(file);
    if (r == NULL)
        return -1;
    Py_DECREF(r);
    return 0;
}

PyObject *
write_all(PyObject *opener, const char *path)
{
    PyObject *file = PyObject_CallFunction(opener, "s", path);
    if (file == NULL)
        return NULL;
    if (finish(file) < 0) // STEP 3 "finish() releases the reference"
        return NULL;
    return PyObject_GetAttrString(file, "name"); // WARN use-after-release "'file'"
}

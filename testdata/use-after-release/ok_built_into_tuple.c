/* "N" hands the reference over, and the tuple keeps the name alive. */
#include <Python.h>

extern int surface_attach(const char *key, PyObject *data);

PyObject *
attach(PyObject *self, PyObject *args)
{
    PyObject *payload;
    if (!PyArg_ParseTuple(args, "O", &payload))
        return NULL;
    PyObject *name = PyUnicode_FromString("image/x");
    PyObject *data = Py_BuildValue("(NO)", name, payload);
    if (data == NULL)
        return NULL;
    const char *key = PyUnicode_AsUTF8(name);
    if (key == NULL || surface_attach(key, data) < 0) {
        Py_DECREF(data);
        return NULL;
    }
    Py_DECREF(data);
    Py_RETURN_NONE;
}

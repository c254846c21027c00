/* The tuple that has taken the reference over is released first. */
#include <Python.h>

extern int surface_attach(const char *key);

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
    Py_DECREF(data);
    const char *key = PyUnicode_AsUTF8(name); // WARN use-after-release "what Py_BuildValue() has put it into"
    if (key == NULL || surface_attach(key) < 0)
        return NULL;
    Py_RETURN_NONE;
}

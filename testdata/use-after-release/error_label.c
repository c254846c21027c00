/* The label raises about an object that the path before it released. */
#include <Python.h>

int
load(PyObject *loader, const char *name)
{
    PyObject *module = PyObject_CallFunction(loader, "s", name);
    if (module == NULL)
        return -1;
    int ok = PyModule_Check(module);
    PyObject *dict = NULL;
    if (ok)
        dict = PyObject_GetAttrString(module, "__dict__");
    Py_DECREF(module);
    if (dict == NULL)
        goto error;
    Py_DECREF(dict);
    return 0;

error:
    if (!PyErr_Occurred())
        PyErr_SetObject(PyExc_ImportError, module); // WARN use-after-release "'module'"
    return -1;
}

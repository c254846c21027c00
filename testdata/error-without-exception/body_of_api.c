// Python's own code: what the model says of the function holds for its body.
#include <Python.h>

PyObject *
PyImport_Import(PyObject *module_name)
{
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *r = PyDict_GetItemWithError(modules, module_name);
    if (r != NULL)
        Py_INCREF(r);
    return r;  // WARN error-without-exception "NULL returned without"
}

PyObject *
PyObject_Repr(PyObject *v)
{
    PyObject *bytes = PyObject_Bytes(v);
    if (bytes == NULL)
        return NULL;
    if (PyBytes_GET_SIZE(bytes) == 0) {
        Py_DECREF(v);  // WARN excess-release "'v'"
        PyErr_SetString(PyExc_ValueError, "empty");
        Py_DECREF(bytes);
        return NULL;
    }
    PyObject *text = PyUnicode_FromEncodedObject(bytes, NULL, NULL);
    Py_DECREF(bytes);
    return text;
}

/* No way leads on from Py_FatalError() or from abort(). */
#include <Python.h>
#include <stdlib.h>

PyObject *
must_have(PyObject *module, const char *name)
{
    PyObject *key = PyUnicode_FromString(name);
    if (key == NULL)
        Py_FatalError("out of memory");
    PyObject *value = PyObject_GetAttr(module, key);
    if (value == NULL)
        abort();
    Py_DECREF(key);
    return value;
}

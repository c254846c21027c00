/* Static variables begin as NULL. */
#include <Python.h>

PyObject *
decimal_type(void)
{
    static PyObject *type;
    if (type == NULL) {
        PyObject *module = PyImport_ImportModule("decimal");
        if (module == NULL)
            return NULL;
        type = PyObject_GetAttrString(module, "Decimal");
        Py_DECREF(module);
    }
    Py_XINCREF(type);
    return type;
}

/* A function of another module is looked up when it is first needed. */
#include <Python.h>

static PyObject *
decode(PyObject *module, PyObject *text)
{
    static PyObject *loads = NULL;
    if (loads == NULL) {
        PyObject *json = PyImport_ImportModule("json");
        if (json == NULL)
            return NULL;
        loads = PyObject_GetAttrString(json, "loads"); // WARN unguarded-static "'loads'"
        Py_DECREF(json);
        if (loads == NULL)
            return NULL;
    }
    return PyObject_CallFunctionObjArgs(loads, text, NULL);
}

PyMethodDef decode_methods[] = {
    {"decode", decode, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

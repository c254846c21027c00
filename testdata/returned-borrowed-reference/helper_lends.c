/* find() hands on a borrowed value, and the method passes it to Python. */
#include <Python.h>

static PyObject *
find(PyObject *table, const char *name)
{
    PyObject *hit = PyDict_GetItemString(table, name);
    if (hit == NULL)
        PyErr_Format(PyExc_LookupError, "no %s", name);
    return hit;
}

static PyObject *
lookup(PyObject *self, PyObject *args)
{
    PyObject *table;
    const char *name;
    if (!PyArg_ParseTuple(args, "O!s", &PyDict_Type, &table, &name))
        return NULL;
    return find(table, name); // WARN returned-borrowed-reference
}

static PyMethodDef methods[] = {
    {"lookup", lookup, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "lookup", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_lookup(void)
{
    return PyModule_Create(&def);
}

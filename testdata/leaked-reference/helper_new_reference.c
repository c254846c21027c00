/* The helper's result is new, whatever its name suggests. */
#include <Python.h>

static PyObject *
peek_name(PyObject *o)
{
    PyObject *name = PyObject_GetAttrString(o, "name");
    if (name == NULL)
        PyErr_Clear(); // WARN swallowed-exception
    return name;
}

static int
has_name(PyObject *o)
{
    PyObject *name = peek_name(o);
    if (name == NULL)
        return 0;
    return PyUnicode_Check(name); // WARN leaked-reference "'name'"
}

static PyObject *
is_named(PyObject *self, PyObject *o)
{
    return PyBool_FromLong(has_name(o));
}

static PyMethodDef methods[] = {
    {"is_named", is_named, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "named", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_named(void)
{
    return PyModule_Create(&def);
}

// RUN is_named(type("T", (), {"name": property(lambda self: 12.5 * 3)})())

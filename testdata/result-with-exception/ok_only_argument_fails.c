/* With a single argument, parsing that fails has stored nothing. */
#include <Python.h>

static char point = '.';

static PyObject *
set_point(PyObject *self, PyObject *args)
{
    char *s = NULL;

    if (PyArg_ParseTuple(args, "z", &s)) {
        if (s == NULL)
            s = "";
        else if (s[0] != '\0' && s[1] != '\0')
            s = NULL;
    }
    if (s == NULL) {
        PyErr_SetString(PyExc_TypeError, "one character or None");
        return NULL;
    }
    point = s[0];
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"set_point", set_point, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "point", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_point(void)
{
    return PyModule_Create(&def);
}

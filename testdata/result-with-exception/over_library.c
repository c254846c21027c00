/* What the library does in between does not drop the exception. */
#include <Python.h>

#include <wctype.h>

static PyObject *
is_kind(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *strict;
    const char *kind;
    int letter;
    if (!PyArg_ParseTuple(args, "isO", &letter, &kind, &strict))
        return NULL;
    int exact = PyObject_IsTrue(strict);
    wctype_t type = wctype(kind);
    int is = exact && iswctype((wint_t)letter, type);
    return PyLong_FromLong(is); // WARN result-with-exception "PyObject_IsTrue"
}

static PyMethodDef methods[] = {
    {"is_kind", is_kind, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}

/* A helper gives 0 where it raises, and otherwise a length, which the library
   does not let be 0. */
#include <Python.h>

#include <wchar.h>

static size_t
width(PyObject *text, wchar_t *out, size_t room)
{
    Py_ssize_t n;
    const char *chars = PyUnicode_AsUTF8AndSize(text, &n);
    if (chars == NULL)
        return 0;
    if (mbstowcs(out, chars, room) == (size_t)-1) {
        PyErr_SetString(PyExc_ValueError, "not of this locale");
        return 0;
    }
    return (size_t)n;
}

static PyObject *
show(PyObject *Py_UNUSED(self), PyObject *text)
{
    wchar_t out[64];
    size_t n = width(text, out, 64);
    if (n == 0)
        return NULL; // DOUBT error-without-exception
    return PyUnicode_FromWideChar(out, -1);
}

static PyMethodDef methods[] = {
    {"show", show, METH_O, NULL},
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

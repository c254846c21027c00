/* What helpers give is always bytes, so that the last way is never taken. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
bytes_of_int(PyObject *o)
{
    long n = PyLong_AsLong(o);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    return PyBytes_FromFormat("%ld", n);
}

static PyObject *
bytes_of_text(PyObject *o)
{
    PyObject *out = PyBytes_FromStringAndSize(NULL, 8);
    if (out == NULL)
        return NULL;
    memset(PyBytes_AS_STRING(out), PyUnicode_Check(o) ? 'u' : 'o', 8);
    if (_PyBytes_Resize(&out, 4) < 0)
        return NULL;
    return out;
}

static PyObject *
bytes_of_none(void)
{
    Py_FatalError("nothing to convert");
}

PyObject *
convert(PyObject *Py_UNUSED(self), PyObject *o)
{
    if (o == Py_None)
        return bytes_of_none();
    PyObject *made = PyLong_Check(o) ? bytes_of_int(o) : bytes_of_text(o);
    if (made == NULL)
        return NULL;
    if (!PyBytes_Check(made)) {
        PyErr_SetString(PyExc_TypeError, "not to be converted");
        return NULL;
    }
    return made;
}

static PyMethodDef methods[] = {
    {"convert", convert, METH_O, NULL},
    {NULL},
};

extern void install(PyMethodDef *table);

void
install_all(void)
{
    install(methods);
}

/* A helper says whether the number that another one gave is an error. */
#include <Python.h>

static long
unboxed(PyObject *o)
{
    if (PyFloat_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "an int is wanted");
        return -1;
    }
    return PyLong_AsLong(o);
}

static int
is_error(long number)
{
    return number == -1 && PyErr_Occurred();
}

static PyObject *
ok_twice(PyObject *self, PyObject *o)
{
    long n = unboxed(o);
    if (is_error(n))
        return NULL;
    return PyLong_FromLong(n / 2);
}

static PyObject *
twice(PyObject *self, PyObject *o)
{
    long n = unboxed(o);
    if (is_error(n + 1))
        return NULL;
    Py_RETURN_NONE; // WARN result-with-exception "unboxed"
}

static PyMethodDef methods[] = {
    {"ok_twice", ok_twice, METH_O, NULL},
    {"twice", twice, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "numbers", .m_methods = methods};

PyMODINIT_FUNC
PyInit_numbers(void)
{
    return PyModuleDef_Init(&def);
}

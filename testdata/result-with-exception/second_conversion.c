/* The second conversion runs before the first one's error is looked at, and
 * only the second one is tested. */
#include <Python.h>

static PyObject *
add(PyObject *self, PyObject *args)
{
    PyObject *x, *y;
    if (!PyArg_ParseTuple(args, "OO", &x, &y))
        return NULL;
    long a = PyLong_AsLong(x);
    if (!PyLong_Check(y))
        return PyLong_FromLong(a); // WARN unchecked-ambiguous-result "PyLong_AsLong()"
    long b = PyLong_AsLong(y); // DOUBT call-with-pending-exception "PyLong_AsLong()"
    if (PyErr_Occurred())
        return NULL;
    return PyLong_FromLong(a + b);
}

static PyMethodDef methods[] = {
    {"add", add, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "add", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_add(void)
{
    return PyModule_Create(&def);
}

/* Not all callers ask for the type; or what they have asked about is another
 * object by then.
 */
#include <Python.h>

static PyObject *
put_float(PyObject *value)
{
    double number = PyFloat_AsDouble(value);
    PyObject *o = PyFloat_FromDouble(number / 2);
    if (o == NULL)
        return NULL;
    PyObject *text = PyObject_Repr(o); // WARN call-with-pending-exception "set by PyFloat_AsDouble()"
    Py_DECREF(o);
    return text;
}

static PyObject *
put_real(PyObject *value)
{
    double real = PyFloat_AsDouble(value);
    PyObject *o = PyFloat_FromDouble(real + 1);
    if (o == NULL)
        return NULL;
    PyObject *text = PyObject_Repr(o); // WARN call-with-pending-exception "set by PyFloat_AsDouble()"
    Py_DECREF(o);
    return text;
}

static PyObject *
encode(PyObject *module, PyObject *value)
{
    if (PyFloat_Check(value))
        return put_float(value);
    if (PyLong_Check(value))
        return put_float(value);
    return put_float(module);
}

static PyObject *
encode_real(PyObject *module, PyObject *value)
{
    if (!PyFloat_Check(value))
        Py_RETURN_NONE;
    value = PyTuple_GetItem(module, 0);
    if (value == NULL)
        return NULL;
    return put_real(value);
}

static PyMethodDef functions[] = {
    {"encode", encode, METH_O, NULL},
    {"encode_real", encode_real, METH_O, NULL},
    {0},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "encode", NULL, -1, functions,
};

PyMODINIT_FUNC
PyInit_encode(void)
{
    return PyModule_Create(&module);
}

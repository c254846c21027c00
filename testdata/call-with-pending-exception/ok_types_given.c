/* What a helper is given has the type that all its callers ask for, so the
 * conversion does not fail.
 */
#include <Python.h>

static PyObject *
text_of(double number)
{
    PyObject *o = PyFloat_FromDouble(number);
    if (o == NULL)
        return NULL;
    PyObject *text = PyObject_Repr(o);
    Py_DECREF(o);
    return text;
}

static PyObject *
put_float(PyObject *value)
{
    double number = PyFloat_AsDouble(value);
    PyObject *o = PyFloat_FromDouble(number / 2);
    if (o == NULL)
        return NULL;
    PyObject *text = PyObject_Repr(o);
    Py_DECREF(o);
    return text;
}

static PyObject *
put_complex(PyObject *value)
{
    Py_complex c = PyComplex_AsCComplex(value);
    return text_of(c.real);
}

/* It knows the type from its own caller. */
static PyObject *
put_twice(PyObject *value)
{
    PyObject *once = put_float(value);
    Py_XDECREF(once);
    return put_float(value);
}

static PyObject *
encode(PyObject *module, PyObject *value)
{
    PyTypeObject *type = Py_TYPE(value);
    if (type == &PyFloat_Type)
        return put_float(value);
    if (PyComplex_CheckExact(value))
        return put_complex(value);
    Py_RETURN_NONE;
}

static PyObject *
encode_any(PyObject *module, PyObject *value)
{
    if (!PyFloat_Check(value) && !PyComplex_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "a number, please");
        return NULL;
    }
    if (!PyFloat_Check(value))
        return put_complex(value);
    return put_twice(value);
}

static PyObject *
encode_made(PyObject *module, PyObject *unused)
{
    PyObject *one = PyFloat_FromDouble(1.0);
    if (one == NULL)
        return NULL;
    PyObject *text = put_float(one);
    Py_DECREF(one);
    return text;
}

static PyMethodDef functions[] = {
    {"encode", encode, METH_O, NULL},
    {"encode_any", encode_any, METH_O, NULL},
    {"encode_made", encode_made, METH_NOARGS, NULL},
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

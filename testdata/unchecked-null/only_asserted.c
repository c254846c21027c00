/* A test that a release build does not make, of what Python code decides. */
#include <Python.h>
#include <assert.h>

static PyObject *
make_error(PyObject *type, const char *text)
{
    PyObject *message = PyUnicode_FromString(text);
    if (message == NULL)
        return NULL;
    PyObject *error = PyObject_CallOneArg(type, message);
    Py_DECREF(message);
    assert(error != NULL);
    return error;
}

static PyObject *
raise_one(PyObject *self, PyObject *type)
{
    PyObject *error = make_error(type, "no");
    if (error == NULL)
        return NULL;
    PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    Py_DECREF(error);
    return NULL;
}

static PyObject *
name_of(PyObject *self, PyObject *o)
{
    PyObject *name = PyObject_GetAttrString(o, "name");
    assert(name != NULL);
    PyObject *kind = (PyObject *)Py_TYPE(name); // DOUBT unchecked-null
    Py_DECREF(name);
    return Py_NewRef(kind);
}

/* Only for lack of memory. */
static PyObject *
ok_number(PyObject *self, PyObject *noargs)
{
    PyObject *number = PyLong_FromLong(1000);
    assert(number != NULL);
    PyObject *kind = (PyObject *)Py_TYPE(number);
    Py_DECREF(number);
    return Py_NewRef(kind);
}

/* The program knows what is in there. */
static PyObject *
ok_known_item(PyObject *self, PyObject *dict)
{
    PyObject *item = PyDict_GetItemString(dict, "item");
    assert(item != NULL);
    return Py_NewRef(item);
}

static PyMethodDef methods[] = {
    {"raise_one", raise_one, METH_O, NULL},
    {"name_of", name_of, METH_O, NULL},
    {"ok_number", ok_number, METH_NOARGS, NULL},
    {"ok_known_item", ok_known_item, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "only_asserted", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_only_asserted(void)
{
    return PyModule_Create(&module);
}

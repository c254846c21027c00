/* What a loop has found, or NULL: borrowed, if it is anything. */
#include <Python.h>

static PyObject *
last_text(PyObject *self, PyObject *d)
{
    PyObject *key, *value, *found = NULL;
    Py_ssize_t pos = 0;
    while (PyDict_Next(d, &pos, &key, &value)) {
        if (PyUnicode_Check(key))
            found = key;
    }
    if (found == NULL)
        Py_RETURN_NONE;
    return found; // WARN returned-borrowed-reference "'found'"
}

static PyObject *
first_text(PyObject *self, PyObject *l)
{
    PyObject *found = NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(l); i++) {
        PyObject *o = PyList_GET_ITEM(l, i);
        if (PyUnicode_Check(o)) {
            found = o;
            break;
        }
    }
    if (found == NULL)
        Py_RETURN_NONE;
    return found; // WARN returned-borrowed-reference "'found'"
}

static PyObject *
ok_counted(PyObject *self, PyObject *l)
{
    PyObject *found = NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(l); i++) {
        PyObject *o = PyList_GET_ITEM(l, i);
        if (PyUnicode_Check(o))
            found = o;
    }
    if (found == NULL)
        Py_RETURN_NONE;
    Py_INCREF(found);
    return found;
}

static PyObject *
ok_own(PyObject *self, PyObject *l)
{
    PyObject *found = NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(l); i++) {
        PyObject *o = PyList_GET_ITEM(l, i);
        if (PyUnicode_Check(o)) {
            Py_INCREF(o);
            Py_XSETREF(found, o);
        }
    }
    if (found == NULL)
        Py_RETURN_NONE;
    return found;
}

static PyMethodDef methods[] = {{"last_text", last_text, METH_O, NULL},
                                {"first_text", first_text, METH_O, NULL},
                                {"ok_counted", ok_counted, METH_O, NULL},
                                {"ok_own", ok_own, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "found", NULL, 0,
                                    methods};

PyMODINIT_FUNC
PyInit_found(void)
{
    return PyModule_Create(&module);
}

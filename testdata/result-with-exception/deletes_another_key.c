/* One key was looked up, another is deleted; and one is deleted twice. */
#include <Python.h>

static PyObject *
forget(PyObject *self, PyObject *unused)
{
    PyObject *d = PyThreadState_GetDict();
    if (d == NULL)
        Py_RETURN_NONE;
    if (PyDict_GetItemString(d, "demo.id"))
        PyDict_DelItemString(d, "demo.name");
    Py_RETURN_NONE; // WARN result-with-exception "PyDict_DelItemString()"
}

static PyObject *
twice(PyObject *self, PyObject *key)
{
    PyObject *d = PyThreadState_GetDict();
    if (d != NULL && PyDict_GetItem(d, key) != NULL) {
        PyDict_DelItem(d, key);
        PyDict_DelItem(d, key);
    }
    Py_RETURN_NONE; // WARN result-with-exception "PyDict_DelItem()"
}

static PyMethodDef methods[] = {{"forget", forget, METH_NOARGS, NULL},
                                {"twice", twice, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "demo", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};

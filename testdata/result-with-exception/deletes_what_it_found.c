/* A key that was just looked up is there to be deleted. */
#include <Python.h>

static PyObject *key_object;

static PyObject *
forget(PyObject *self, PyObject *unused)
{
    PyObject *d = PyThreadState_GetDict();
    if (d == NULL)
        Py_RETURN_NONE;
    if (PyDict_GetItemString(d, "demo.id"))
        PyDict_DelItemString(d, "demo.id");
    Py_RETURN_NONE; // RARE result-with-exception
}

static PyObject *
take(PyObject *self, PyObject *unused)
{
    PyObject *found, *d = PyThreadState_GetDict();
    if (d != NULL && (found = PyDict_GetItem(d, key_object)) != NULL) {
        Py_INCREF(found);
        PyDict_DelItem(d, key_object);
        return found;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"forget", forget, METH_NOARGS, NULL},
                                {"take", take, METH_NOARGS, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "demo", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};

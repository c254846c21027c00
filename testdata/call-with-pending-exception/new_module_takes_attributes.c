/* Setting an attribute of a module that was just made needs nothing but
   memory; of a module that was imported it may run a __setattr__. */
#include <Python.h>

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "pointers", NULL, -1, NULL, NULL, NULL, NULL, NULL,
};

static int
put(PyObject *m, const char *name, void *p)
{
    PyObject *o = PyLong_FromVoidPtr(p);
    if (o == NULL)
        return -1;
    int status = PyObject_SetAttrString(m, name, o);
    Py_DECREF(o);
    return status;
}

PyMODINIT_FUNC
PyInit_pointers(void)
{
    PyObject *m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    PyObject_SetAttrString(m, "one", Py_None);
    PyObject_SetAttrString(m, "two", Py_None); // RARE call-with-pending-exception
    if (put(m, "three", &module) < 0) {
        Py_DECREF(m);
        return NULL;
    }
    return m; // RARE result-with-exception
}

int
note(PyObject *name)
{
    PyObject *m = PyImport_Import(name);
    if (m == NULL)
        return -1;
    PyObject_SetAttrString(m, "one", Py_None);
    PyObject_SetAttrString(m, "two", Py_None); // WARN call-with-pending-exception
    Py_DECREF(m);
    return PyErr_Occurred() ? -1 : 0;
}

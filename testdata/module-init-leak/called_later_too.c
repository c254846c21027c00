/* The helper is called by a method as well: its leak is no init leak. */
#include <Python.h>

static PyObject *
build(PyObject *source)
{
    PyObject *list = PySequence_List(source);
    if (list == NULL)
        return NULL;
    if (PyList_Sort(list) < 0)
        return NULL; // WARN leaked-reference "'list'"
    return list;
}

static PyMethodDef methods[] = {
    {"build", (PyCFunction)(void (*)(void))NULL, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "sorted", .m_methods = methods,
};

PyObject *
rebuild(PyObject *source)
{
    return build(source);
}

PyMODINIT_FUNC
PyInit_sorted(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    PyObject *list = build(PyModule_GetDict(m));
    if (list == NULL) {
        Py_DECREF(m);
        return NULL;
    }
    Py_DECREF(list);
    return m;
}

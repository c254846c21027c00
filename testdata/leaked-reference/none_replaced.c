/* The variable may hold None, of which a reference was got, when another
   object takes its place. */
#include <Python.h>

static PyObject *
find(PyObject *self, PyObject *name)
{
    PyObject *found = PyObject_GetItem(self, name);
    if (found == NULL)
        return NULL;
    if (found == Py_None) {
        found = PyObject_Str(name); // WARN leaked-reference "'found' overwritten" PYTHON <3.12
        if (found == NULL)
            return NULL;
    }
    return found;
}

/* Released by its name. */
static PyObject *
find_by_name(PyObject *self, PyObject *name)
{
    PyObject *found = PyObject_GetItem(self, name);
    if (found == NULL)
        return NULL;
    if (found == Py_None) {
        Py_DECREF(Py_None);
        found = PyObject_Str(name);
    }
    return found;
}

/* Nobody misses it. */
static PyObject *
is_there(PyObject *self, PyObject *name)
{
    PyObject *found = PyObject_GetItem(self, name);
    if (found == NULL)
        return NULL;
    if (found == Py_None)
        return PyLong_FromLong(0);
    Py_DECREF(found);
    return PyLong_FromLong(1);
}

static PyMethodDef methods[] = {
    {"find", find, METH_O, ""},
    {"find_by_name", find_by_name, METH_O, ""},
    {"is_there", is_there, METH_O, ""},
    {NULL, NULL, 0, NULL}};

PyMODINIT_FUNC
PyInit_names(void)
{
    static struct PyModuleDef def = {
        PyModuleDef_HEAD_INIT, .m_name = "names", .m_methods = methods};
    return PyModule_Create(&def);
}

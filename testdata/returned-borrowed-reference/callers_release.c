/* A helper that gives None, of which it has no reference, at one return, and
   callers that release whatever they get. */
#include <Python.h>

static PyObject *
describe(PyObject *o)
{
    if (PyLong_CheckExact(o))
        return Py_None; // WARN returned-borrowed-reference "unlike what other returns" PYTHON <3.12
    return PyObject_GetAttrString(o, "__doc__");
}

static PyObject *
has_description(PyObject *self, PyObject *o)
{
    PyObject *text = describe(o);
    if (text == NULL)
        return NULL;
    long n = PyUnicode_Check(text);
    Py_DECREF(text); // DOUBT excess-release PYTHON <3.12
    return PyLong_FromLong(n);
}

/* Its callers look whether it is None. */
static PyObject *
describe_known(PyObject *o)
{
    if (PyLong_CheckExact(o))
        return Py_None; // DOUBT returned-borrowed-reference PYTHON <3.12
    return PyObject_GetAttrString(o, "__name__");
}

static PyObject *
has_name(PyObject *self, PyObject *o)
{
    PyObject *text = describe_known(o);
    if (text == NULL)
        return NULL;
    if (text == Py_None)
        return PyLong_FromLong(0);
    Py_DECREF(text);
    return PyLong_FromLong(1);
}

static PyMethodDef methods[] = {{"has_description", has_description, METH_O},
                                {"has_name", has_name, METH_O},
                                {NULL, NULL, 0, NULL}};

PyMODINIT_FUNC
PyInit_describe(void)
{
    static struct PyModuleDef def = {
        PyModuleDef_HEAD_INIT, .m_name = "describe", .m_methods = methods};
    return PyModule_Create(&def);
}

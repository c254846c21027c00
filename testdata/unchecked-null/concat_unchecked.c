/* PyBytes_Concat() leaves NULL where it fails, and returns nothing. */
#include <Python.h>

static PyObject *
with_tail(PyObject *self, PyObject *tail)
{
    PyObject *whole = PyBytes_FromString("head:");
    if (whole == NULL)
        return NULL;
    PyBytes_Concat(&whole, tail);
    if (PyBytes_GET_SIZE(whole) > 80) { // WARN unchecked-null "'whole'"
        Py_DECREF(whole);
        Py_RETURN_NONE;
    }
    return whole;
}

static PyMethodDef methods[] = {
    {"with_tail", with_tail, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef concat_module = {
    PyModuleDef_HEAD_INIT, .m_name = "concat", .m_methods = methods};

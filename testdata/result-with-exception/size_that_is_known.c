/* How many bytes a view shows takes no memory; what PySequence_Fast() gives
 * is a list or a tuple; a str is shown without any code of Python.
 */
#include <Python.h>

static char bytes[100];
static PyObject *view, *reason;

PyObject *
set_view(PyObject *self, PyObject *args)
{
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    Py_XSETREF(view, PyMemoryView_FromMemory(bytes, n, PyBUF_READ));
    Py_RETURN_NONE; // RARE result-with-exception
}

PyObject *
length_of(PyObject *self, PyObject *any)
{
    PyObject *items = PySequence_Fast(any, "no sequence");
    if (items == NULL)
        return NULL;
    Py_ssize_t n = PySequence_Size(items);
    Py_DECREF(items);
    return PyLong_FromSsize_t(n);
}

PyObject *
set_reason(PyObject *self, PyObject *name)
{
    if (!PyUnicode_CheckExact(name)) {
        PyErr_SetString(PyExc_TypeError, "no str");
        return NULL;
    }
    Py_XSETREF(reason, PyUnicode_FromFormat("not %R", name));
    Py_RETURN_NONE; // RARE result-with-exception
}

PyObject *
set_any_reason(PyObject *self, PyObject *name)
{
    Py_XSETREF(reason, PyUnicode_FromFormat("not %R", name));
    Py_RETURN_NONE; // WARN result-with-exception "with an exception set"
}

PyMethodDef methods[] = {{"set_view", set_view, METH_VARARGS, NULL},
                         {"length_of", length_of, METH_O, NULL},
                         {"set_reason", set_reason, METH_O, NULL},
                         {"set_any_reason", set_any_reason, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};

/* Both results are tested at one place, after many ways to get there: in the
 * states that stand for several of them the failure and the result are not
 * tied together any more. */
#include <Python.h>

static PyObject *
spam_box(PyObject *self, PyObject *args)
{
    PyObject *size = NULL, *origin = NULL, *color = NULL;
    long width = 0, height = 0, x = 0, y = 0, ink = 0;
    if (!PyArg_ParseTuple(args, "|OOO", &size, &origin, &color))
        return NULL;
    if (color != NULL)
        ink = PyUnicode_Check(color) ? 1 : 2;
    if (origin != NULL) {
        x = PyTuple_Check(origin) ? 1 : 2;
        y = PyList_Check(origin) ? 3 : 4;
    }
    if (size != NULL) {
        if (PyTuple_Check(size) && PyTuple_GET_SIZE(size) == 2) {
            width = PyLong_AsLong(PyTuple_GET_ITEM(size, 0));
            height = PyLong_AsLong(PyTuple_GET_ITEM(size, 1)); // DOUBT call-with-pending-exception
        }
        else {
            width = height = PyLong_AsLong(size);
        }
        if (width < 0 || height < 0) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "negative size");
            return NULL;
        }
    }
    return Py_BuildValue("(ll)(ll)l", width, height, x, y, ink); // DOUBT unchecked-ambiguous-result
}

PyMethodDef methods[] = {
    {"box", spam_box, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

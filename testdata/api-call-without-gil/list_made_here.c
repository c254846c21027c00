/* Reading a list that was made here and that nobody else has needs no GIL;
 * one that came in as an argument may change under our hands. */
#include <Python.h>

extern void crunch(const void *number);

static PyObject *
spam_crunch(PyObject *self, PyObject *numbers)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < 2; i++) {
        PyObject *one = PyLong_FromSsize_t(i);
        if (one == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        PyList_SET_ITEM(list, i, one);
    }
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = 0; i < 2; i++)
        crunch(PyList_GET_ITEM(list, i));
    crunch(PyList_GET_ITEM(numbers, 0)); // WARN api-call-without-gil
    Py_END_ALLOW_THREADS
    return list;
}

PyMethodDef methods[] = {
    {"crunch", spam_crunch, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

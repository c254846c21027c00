/* Without keywords their number is 0 and the loop does not run; the states
 * that come here from many sides do not keep that. */
#include <Python.h>

static PyObject *
spam_round(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
           PyObject *kwnames)
{
    Py_ssize_t nkws = 0;
    int at[2] = {-1, -1}, is_signed = 0;
    if (nargs > 2) {
        PyErr_SetString(PyExc_TypeError, "two arguments at most");
        return NULL;
    }
    if (nargs >= 1)
        at[0] = 0;
    if (nargs == 2)
        at[1] = 1;
    if (kwnames)
        nkws = PyTuple_GET_SIZE(kwnames);
    if (nkws > 3) {
        PyErr_SetString(PyExc_TypeError, "three keywords at most");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < nkws; i++) {
        PyObject *name = PyTuple_GET_ITEM(kwnames, i); // DOUBT unchecked-null
        if (PyUnicode_CompareWithASCIIString(name, "signed") == 0)
            is_signed = 1;
        else if (PyUnicode_CompareWithASCIIString(name, "size") == 0)
            at[0] = (int)(nargs + i);
        else
            at[1] = (int)(nargs + i);
    }
    return Py_BuildValue("iii", at[0], at[1], is_signed);
}

PyMethodDef methods[] = {
    {"round", (PyCFunction)(void (*)(void))spam_round,
     METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

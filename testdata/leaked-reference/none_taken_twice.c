// PYTHON <3.12
/* References to None that nobody gets: taken once more before
 * Py_RETURN_NONE, for a variable that gets another value, for a way that is
 * not taken. */
#include <Python.h>

static PyObject *
set_hook(PyObject *self, PyObject *hook)
{
    if (hook != Py_None && !PyCallable_Check(hook)) {
        PyErr_SetString(PyExc_TypeError, "a callable or None");
        return NULL;
    }
    Py_INCREF(Py_None);
    Py_RETURN_NONE;   // WARN leaked-reference "reference to 'None' leaked"
}

static PyObject *
describe(PyObject *self, PyObject *subject)
{
    PyObject *result = Py_None;

    Py_INCREF(result);
    if (subject != self)
        result = PyObject_Str(subject);
    return result;   // WARN leaked-reference "reference to 'None' leaked"
}

static PyObject *
check(PyObject *self, PyObject *subject)
{
    PyObject *result = Py_None;
    int truth;

    Py_INCREF(result);
    truth = PyObject_IsTrue(subject);
    if (truth < 0)
        return NULL;   // WARN leaked-reference "reference to 'None' leaked"
    return result;
}

static PyObject *
compare(PyObject *self, PyObject *other)
{
    PyObject *answer = self == other ? Py_True : Py_False;

    Py_INCREF(Py_NotImplemented);
    Py_INCREF(answer);
    return answer;   // WARN leaked-reference "'NotImplemented' leaked"
}

PyMethodDef none_methods[] = {
    {"set_hook", set_hook, METH_O, NULL},
    {"describe", describe, METH_O, NULL},
    {"check", check, METH_O, NULL},
    {"compare", compare, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

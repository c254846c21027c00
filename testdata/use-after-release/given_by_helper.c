/* What a helper made and put nowhere goes with the only reference; what it
   keeps as well does not. */
#include <Python.h>

static PyObject *current;

static PyObject *
called(PyObject *callable)
{
    PyObject *text = PyObject_Str(callable);
    if (text == NULL)
        return NULL;
    PyObject *made = PyObject_CallObject(callable, NULL);
    Py_DECREF(text);
    return made;
}

static PyObject *
called_through(PyObject *callable)
{
    return called(callable);
}

static int
fill_negative(PyObject *a, PyObject **out)
{
    *out = PyNumber_Negative(a);
    return *out == NULL ? -1 : 0;
}

static PyObject *
called_and_kept(PyObject *callable)
{
    PyObject *made = PyObject_CallObject(callable, NULL);
    if (made != NULL) {
        Py_INCREF(made);
        Py_XSETREF(current, made);
    }
    return made;
}

static PyObject *
current_or_none(void)
{
    PyObject *o = current != NULL ? current : Py_None;
    Py_INCREF(o);
    return o;
}

PyObject *
size_of_made(PyObject *self, PyObject *a)
{
    PyObject *x = called_through(a);
    if (x == NULL)
        return NULL;
    Py_DECREF(x);
    return PyLong_FromSsize_t(Py_TYPE(x)->tp_basicsize); // WARN use-after-release "'x' used after Py_DECREF() has released it"
}

PyObject *
size_of_filled(PyObject *self, PyObject *a)
{
    PyObject *x;
    if (fill_negative(a, &x) < 0)
        return NULL;
    Py_DECREF(x);
    return PyLong_FromSsize_t(Py_TYPE(x)->tp_basicsize); // WARN use-after-release "'x' used after Py_DECREF() has released it"
}

PyObject *
size_of_kept(PyObject *self, PyObject *a)
{
    PyObject *x = called_and_kept(a);
    if (x == NULL)
        return NULL;
    Py_DECREF(x);
    return PyLong_FromSsize_t(Py_TYPE(x)->tp_basicsize); // DOUBT use-after-release
}

PyObject *
size_of_current(PyObject *self, PyObject *a)
{
    PyObject *x = current_or_none();
    Py_DECREF(x);
    return PyLong_FromSsize_t(Py_TYPE(x)->tp_basicsize); // DOUBT use-after-release
}

PyObject *
size_of_appended(PyObject *self, PyObject *args)
{
    PyObject *append, *list, *x, *done;
    if (!PyArg_ParseTuple(args, "OO", &append, &list))
        return NULL;
    x = PyDict_New();
    if (x == NULL)
        return NULL;
    done = PyObject_CallFunctionObjArgs(append, list, x, NULL);
    Py_DECREF(x);
    if (done == NULL)
        return NULL;
    Py_DECREF(done);
    return PyLong_FromSsize_t(PyDict_Size(x)); // DOUBT use-after-release
}

static PyObject *variable;

static PyObject *
current_value(void)
{
    PyObject *value;
    if (PyContextVar_Get(variable, NULL, &value) < 0)
        return NULL;
    if (value == NULL)
        PyErr_SetString(PyExc_LookupError, "no value");
    return value;
}

PyObject *
size_of_found(PyObject *self, PyObject *a)
{
    PyObject *x = current_value();
    if (x == NULL)
        return NULL;
    Py_DECREF(x);
    return PyLong_FromSsize_t(Py_TYPE(x)->tp_basicsize); // DOUBT use-after-release
}

/* Arguments whose type nobody has looked at: the conversion fails for all
 * but bytes.
 */
#include <Python.h>
#include <string.h>

static PyObject *
first_byte(PyObject *self, PyObject *arg)
{
    char *text = PyBytes_AsString(arg);
    return PyLong_FromLong(text[0]); // WARN unchecked-null "text"
}

static PyObject *
length(PyObject *self, PyObject *args)
{
    PyObject *data;
    if (!PyArg_ParseTuple(args, "O", &data))
        return NULL;
    return PyLong_FromSize_t(
        strlen(PyBytes_AsString(data))); // WARN unchecked-null
}

static PyObject *
last_argument(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    if (n == 0) {
        PyErr_SetString(PyExc_TypeError, "what?");
        return NULL;
    }
    char *text = PyBytes_AsString(args[n - 1]);
    return PyLong_FromLong(text[0]); // WARN unchecked-null "text"
}

static PyObject *
ask_back(PyObject *self, PyObject *callback)
{
    PyObject *answer = PyObject_CallObject(callback, NULL);
    if (answer == NULL)
        return NULL;
    const char *text = PyBytes_AsString(answer);
    PyObject *n = PyLong_FromSize_t(strlen(text)); // WARN unchecked-null
    Py_DECREF(answer);
    return n;
}

static PyMethodDef methods[] = {
    {"first_byte", first_byte, METH_O, NULL},
    {"length", length, METH_VARARGS, NULL},
    {"last_argument", (PyCFunction)(void (*)(void))last_argument,
     METH_FASTCALL, NULL},
    {"ask_back", ask_back, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "texts", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_texts(void)
{
    return PyModule_Create(&module);
}

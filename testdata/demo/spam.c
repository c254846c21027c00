/* A small extension module, made to be analysed: four of its functions hold
 * a bug that compiles without a warning and passes an ordinary test, the
 * others do the same thing right. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* make_pair(a, b) -> [str(a), b] */
static PyObject *
spam_make_pair(PyObject *self, PyObject *args)
{
    PyObject *a, *b;
    if (!PyArg_ParseTuple(args, "OO", &a, &b))
        return NULL;
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a);
    if (s == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, s);
    Py_INCREF(b);
    PyList_SET_ITEM(list, 1, b);
    return list;
}

/* squares(n) -> (0, 1, 4, ...) */
static PyObject *
spam_squares(PyObject *self, PyObject *arg)
{
    long n = PyLong_AsLong(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    PyObject *result = PyTuple_New(n);
    if (result == NULL)
        return NULL;
    for (long i = 0; i < n; i++) {
        PyObject *square = PyLong_FromLong(i * i);
        if (square == NULL) {
            Py_DECREF(result);
            return NULL;
        }
        PyTuple_SET_ITEM(result, i, square);
        Py_DECREF(square);
    }
    return result;
}

/* describe(obj) -> {"name": type, "text": repr} */
static PyObject *
spam_describe(PyObject *self, PyObject *obj)
{
    PyObject *dict = PyDict_New();
    if (dict == NULL)
        return NULL;
    PyObject *name = PyUnicode_FromString(Py_TYPE(obj)->tp_name);
    PyObject *text = PyObject_Repr(obj);
    if (PyDict_SetItemString(dict, "name", name) < 0 ||
        PyDict_SetItemString(dict, "text", text) < 0) {
        Py_DECREF(dict);
        dict = NULL;
    }
    Py_DECREF(name);
    Py_DECREF(text);
    return dict;
}

/* last(list) -> its last item */
static PyObject *
spam_last(PyObject *self, PyObject *list)
{
    if (!PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "a list is needed");
        return NULL;
    }
    Py_ssize_t n = PyList_GET_SIZE(list);
    if (n == 0)
        return NULL;
    PyObject *item = PyList_GET_ITEM(list, n - 1);
    Py_INCREF(item);
    return item;
}

/* join(list) -> the items as text, with blanks between: no bug in here */
static PyObject *
spam_join(PyObject *self, PyObject *list)
{
    PyObject *blank = PyUnicode_FromString(" ");
    if (blank == NULL)
        return NULL;
    PyObject *text = PyUnicode_Join(blank, list);
    Py_DECREF(blank);
    return text;
}

static PyMethodDef spam_methods[] = {
    {"make_pair", spam_make_pair, METH_VARARGS, NULL},
    {"squares", spam_squares, METH_O, NULL},
    {"describe", spam_describe, METH_O, NULL},
    {"last", spam_last, METH_O, NULL},
    {"join", spam_join, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef spam_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "spam",
    .m_size = -1,
    .m_methods = spam_methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&spam_module);
}

/* A helper that holds its argument while it works, and forgets it where it
   fails. */
#include <Python.h>

static int
look_up(PyObject *table, PyObject *key)
{
    int found = 0;
    Py_INCREF(key);
    found = PySequence_Contains(table, key);
    if (found < 0)
        return -1; // WARN leaked-reference "'key' leaked"
    Py_DECREF(key);
    return found;
}

static int
write_number(PyObject *list, PyObject *v)
{
    PyObject *number = NULL;
    int r = 0;
    if (!PyLong_Check(v)) {
        number = PyNumber_Long(v);
        if (number == NULL)
            return -1;
    }
    else {
        number = v;
        Py_INCREF(number);
    }
    if (PyLong_CheckExact(v)) {
        if (PyObject_SetAttrString(list, "n", v) < 0)
            return -1; // WARN leaked-reference "'v' leaked"
        Py_DECREF(number);
        return 1;
    }
    r = PyList_Append(list, number);
    Py_DECREF(number);
    return r;
}

/* For the caller, who has it where this does not fail. */
static int
hold(PyObject *o)
{
    Py_INCREF(o);
    if (PyObject_IsTrue(o) < 0) {
        Py_DECREF(o);
        return -1;
    }
    return 0;
}

static PyObject *
work(PyObject *self, PyObject *args)
{
    PyObject *table = NULL, *key = NULL;
    if (!PyArg_ParseTuple(args, "OO", &table, &key))
        return NULL;
    if (look_up(table, key) < 0)
        return NULL;
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (write_number(list, key) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    if (hold(key) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    Py_DECREF(key);
    return list;
}

static PyMethodDef methods[] = {{"work", work, METH_VARARGS, ""},
                                {NULL, NULL, 0, NULL}};

PyMODINIT_FUNC
PyInit_held(void)
{
    static struct PyModuleDef def = {
        PyModuleDef_HEAD_INIT, .m_name = "held", .m_methods = methods};
    return PyModule_Create(&def);
}

/* What a converter has made stays where it is when a later argument is
 * refused, unless the converter takes it back. */
#include <Python.h>

static int
to_name(PyObject *o, void *out)
{
    PyObject *name = PyObject_Str(o);
    if (name == NULL)
        return 0;
    *(PyObject **)out = name;
    return 1;
}

static int
to_list(PyObject *o, void *out)
{
    PyObject *list = PySequence_List(o);
    if (list == NULL)
        return 0;
    *(PyObject **)out = list;
    return Py_CLEANUP_SUPPORTED;
}

static PyObject *
describe(PyObject *self, PyObject *args)
{
    PyObject *name = NULL;
    int width = 0;
    if (!PyArg_ParseTuple(args, "O&i", to_name, &name, &width))
        return NULL; // WARN leaked-reference "'name'"
    PyObject *text = PyUnicode_FromFormat("%d %U", width, name);
    Py_DECREF(name);
    return text;
}

static PyObject *
rotate(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"items", "by", NULL};
    PyObject *items = NULL;
    Py_ssize_t by = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O&|n", names, to_list,
                                     &items, &by))
        return NULL; // WARN leaked-reference "'items'"
    PyObject *head = PyList_GetSlice(items, 0, by);
    Py_DECREF(items);
    return head;
}

static PyMethodDef methods[] = {
    {"describe", describe, METH_VARARGS, NULL},
    {"rotate", (PyCFunction)(void (*)(void))rotate,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

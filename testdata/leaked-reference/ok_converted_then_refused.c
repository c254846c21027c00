/* Converters that take back what they made, or callers that do; and nothing
 * behind that could be refused. */
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
    PyObject **list = out;
    if (o == NULL) {
        Py_CLEAR(*list);
        return 1;
    }
    *list = PySequence_List(o);
    return *list == NULL ? 0 : Py_CLEANUP_SUPPORTED;
}

static PyObject *
describe(PyObject *self, PyObject *args)
{
    PyObject *name = NULL;
    int width = 0;
    if (!PyArg_ParseTuple(args, "O&i", to_name, &name, &width)) {
        Py_XDECREF(name);
        return NULL;
    }
    PyObject *text = PyUnicode_FromFormat("%d %U", width, name);
    Py_DECREF(name);
    return text;
}

static PyObject *
label(PyObject *self, PyObject *args)
{
    PyObject *name = NULL, *extra;
    int width = 0;
    if (!PyArg_ParseTuple(args, "iO&O", &width, to_name, &name, &extra))
        return NULL;
    PyObject *text = PyUnicode_FromFormat("%d %U %S", width, name, extra);
    Py_DECREF(name);
    return text;
}

static PyObject *
rotate(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"items", "path", "by", NULL};
    PyObject *items = NULL, *path = NULL;
    Py_ssize_t by = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O&O&|n", names, to_list,
                                     &items, PyUnicode_FSConverter, &path,
                                     &by))
        return NULL;
    PyObject *head = PyList_GetSlice(items, 0, by);
    Py_DECREF(items);
    Py_DECREF(path);
    return head;
}

static PyMethodDef methods[] = {
    {"describe", describe, METH_VARARGS, NULL},
    {"label", label, METH_VARARGS, NULL},
    {"rotate", (PyCFunction)(void (*)(void))rotate,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

/* One form for every version of Python: this file's golden text holds for
 * 3.8 and for 3.13. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <datetime.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
    PyObject *other;
    double *values;
    Py_ssize_t n;
} Spam;

static PyTypeObject Spam_Type;

static PyObject *
references(Spam *self, PyObject *value)
{
    Py_INCREF(value);
    Py_INCREF(self);
    Py_XINCREF(self->items);
    Py_XDECREF(self->other);
    Py_DECREF(self);
    Py_CLEAR(self->items);
    Py_SETREF(self->items, value);
    Py_XSETREF(self->other, PyList_New(0));
    PyObject *local = PyLong_FromLong(1);
    Py_CLEAR(local);
    Py_RETURN_NONE;
}

static PyObject *
singletons(PyObject *self, PyObject *arg)
{
    if (arg == Py_None)
        Py_RETURN_TRUE;
    if (arg == Py_False)
        Py_RETURN_FALSE;
    if (Py_TYPE(arg) == &Spam_Type)
        Py_RETURN_NOTIMPLEMENTED;
    return Py_BuildValue("(OO)", Py_True, Py_Ellipsis);
}

static PyObject *
containers(PyObject *self, PyObject *list)
{
    PyObject *tuple = PyTuple_New(2);
    if (tuple == NULL)
        return NULL;
    if (!PyList_Check(list) || PyList_GET_SIZE(list) < 2) {
        PyErr_Format(PyExc_TypeError, "no list: %s", Py_TYPE(list)->tp_name);
        Py_DECREF(tuple);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < 2; i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        Py_INCREF(item);
        PyTuple_SET_ITEM(tuple, i, item);
    }
    PyObject **first = &PyTuple_GET_ITEM(tuple, 0);
    PyList_SET_ITEM(list, 0, *first);
    return PyTuple_GET_SIZE(tuple) > 1 ? tuple
                                       : PySequence_Fast_GET_ITEM(list, 0);
}

static int
checks(PyObject *o)
{
    if (PyLong_CheckExact(o) || PyUnicode_Check(o) || PyBytes_Check(o))
        return 1;
    if (PyObject_TypeCheck(o, &Spam_Type) || PyType_Check(o))
        return 2;
    if (PyIndex_Check(o) || PyIter_Check(o) || PyCallable_Check(o))
        return 3;
    return PyDict_CheckExact(o) && PyDict_GET_SIZE(o) > 0 &&
           Py_REFCNT(o) == 1 && Py_SIZE(o) == 2;
}

static Py_ssize_t
strings(PyObject *o)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(o);
    if (PyUnicode_READY(o) < 0)
        return -1;
    void *data = PyUnicode_DATA(o);
    if (PyUnicode_KIND(o) == PyUnicode_1BYTE_KIND)
        n += PyUnicode_READ(PyUnicode_KIND(o), data, 0);
    return n + PyBytes_GET_SIZE(o) + PyBytes_AS_STRING(o)[0] +
           (Py_ssize_t)PyFloat_AS_DOUBLE(o);
}

static PyObject *
memory(PyTypeObject *type, PyObject *args)
{
    Spam *self = PyObject_New(Spam, &Spam_Type);
    if (self == NULL)
        return PyErr_NoMemory();
    Spam *gc = PyObject_GC_New(Spam, type);
    self->values = PyMem_New(double, 10);
    PyMem_Resize(self->values, double, 20);
    if (self->values == NULL) {
        PyObject_Del(self);
        return NULL;
    }
    PyMem_Free(self->values);
    PyObject_GC_Track(gc);
    PyObject_GC_Del(gc);
    return (PyObject *)self;
}

static int
Spam_traverse(Spam *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    Py_VISIT(self->other);
    return 0;
}

static void
Spam_dealloc(Spam *self)
{
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, Spam_dealloc)
    Py_XDECREF(self->items);
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}

static PyObject *
threads(PyObject *self, PyObject *args)
{
    int fd, n = 0;
    if (!PyArg_ParseTuple(args, "i:threads", &fd))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    n = fd + 1;
    Py_BLOCK_THREADS
    PyErr_Clear();
    Py_UNBLOCK_THREADS
    Py_END_ALLOW_THREADS
    if (n < 0)
        Py_FatalError("negative");
    assert(n > 0);
    if (Py_EnterRecursiveCall(" in threads"))
        return NULL;
    Py_LeaveRecursiveCall();
    return PyObject_CallFunction(self, "i", n);
}

static PyObject *
dates(PyObject *self, PyObject *o)
{
    if (PyDateTime_Check(o) && PyDateTime_GET_YEAR(o) > 2000)
        return PyDate_FromDate(2000, 1, PyDateTime_GET_DAY(o));
    return PyDelta_FromDSU(1, 2, 3);
}

static PyMethodDef methods[] = {
    {"references", (PyCFunction)references, METH_O, NULL},
    {"threads", threads, METH_VARARGS, "doc"},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Spam_Type = {
    .tp_name = "spam.Spam",
    .tp_basicsize = sizeof(Spam),
    .tp_dealloc = (destructor)Spam_dealloc,
    .tp_traverse = (traverseproc)Spam_traverse,
    .tp_methods = methods,
};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, Spam_dealloc},
    {Py_tp_doc, (void *)"doc"},
    {0, NULL},
};

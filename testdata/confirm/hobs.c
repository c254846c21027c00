/* Defects that show when an instance in a certain state loses an attribute or
 * gets another, when it is set up again with a keyword that no test gives,
 * when what hangs on an argument is something else each time or lies deep, or
 * when something fails that only a trial without a fault has shown. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *jar, *data, *hook;
    int sticky;
} Hob;

/* Whoever calls it again loses a dict, the jar and the hook. */
static int
hob_init(Hob *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"jar", "limit", "hook", NULL};
    PyObject *jar = NULL, *hook = NULL;
    int limit = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O$iO:Hob", names, &jar,
                                     &limit, &hook))
        return -1;
    self->data = PyDict_New();
    if (self->data == NULL)
        return -1;
    Py_XINCREF(jar);
    self->jar = jar;
    if (hook != NULL) {
        Py_INCREF(hook);
        self->hook = hook;
    }
    return 0;
}

static void
hob_dealloc(Hob *self)
{
    Py_XDECREF(self->jar);
    Py_XDECREF(self->data);
    Py_XDECREF(self->hook);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
hob_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    return PyObject_GenericSetAttr(self, name, value);
}

static PyObject *
hob_sticky(Hob *self, void *unused)
{
    return PyBool_FromLong(self->sticky);
}

/* Asks only who has a jar. */
static int
hob_set_sticky(Hob *self, PyObject *value, void *unused)
{
    if (self->jar != NULL) {
        if (PyObject_IsTrue(value))
            self->sticky = 1;
        else
            self->sticky = 0;
    }
    return 0;
}

static PyGetSetDef hob_getset[] = {
    {"sticky", (getter)hob_sticky, (setter)hob_set_sticky, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Hob_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "hobs.Hob",
    .tp_basicsize = sizeof(Hob),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)hob_init,
    .tp_dealloc = (destructor)hob_dealloc,
    .tp_setattro = hob_setattro,
    .tp_getset = hob_getset,
};

/* Names the type of what may be gone. */
static PyObject *
keyed(PyObject *self, PyObject *arg)
{
    PyObject *key = PyObject_GetAttrString(arg, "key");
    if (key == NULL)
        return NULL;
    if (!PyBytes_Check(key)) {
        Py_DECREF(key);
        return PyErr_Format(PyExc_TypeError, "no bytes but %s",
                            Py_TYPE(key)->tp_name);
    }
    return key;
}

/* Believes that names have UTF-8. */
static PyObject *
initials(PyObject *self, PyObject *arg)
{
    PyObject *names = PyObject_GetAttrString(arg, "names");
    long sum = 0;
    if (names == NULL)
        return NULL;
    if (!PyList_Check(names)) {
        Py_DECREF(names);
        return PyErr_Format(PyExc_TypeError, "no list");
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); i++) {
        const char *text = PyUnicode_AsUTF8(PyList_GET_ITEM(names, i));
        sum += text[0];
    }
    Py_DECREF(names);
    return PyLong_FromLong(sum);
}

/* Believes that the second item of the first one is a number. */
static PyObject *
nested(PyObject *self, PyObject *arg)
{
    PyObject *pair = PyTuple_GetItem(arg, 0);
    PyObject *item = pair == NULL ? NULL : PyTuple_GetItem(pair, 1);
    if (item == NULL)
        return NULL;
    return PyBool_FromLong(PyLong_AsLong(item) == 2);
}

/* Takes any end of a slice for one that fits. */
static PyObject *
sliced(PyObject *self, PyObject *arg)
{
    Py_ssize_t stop;
    if (!PySlice_Check(arg))
        return PyErr_Format(PyExc_TypeError, "no slice");
    stop = PyLong_AsSsize_t(((PySliceObject *)arg)->stop);
    return PyBool_FromLong(stop > 3);
}

static PyObject *
made(void)
{
    return PyDict_New();
}

/* Goes another way for each number. */
static PyObject *
used(PyObject *self, PyObject *arg)
{
    long n = PyLong_AsLong(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    for (long i = 0; i < n; i++) {
        PyObject *number = PyLong_FromLong(i + 1000);
        if (number == NULL)
            return NULL;
        Py_DECREF(number);
    }
    return made();
}

/* Loses the list when there is no dict. */
static PyObject *
late(PyObject *self, PyObject *unused)
{
    PyObject *list = PyList_New(3), *dict;
    if (list == NULL)
        return NULL;
    dict = made();
    if (dict == NULL)
        return NULL;
    Py_DECREF(list);
    return dict;
}

static PyMethodDef methods[] = {
    {"keyed", keyed, METH_O, NULL},
    {"initials", initials, METH_O, NULL},
    {"nested", nested, METH_O, NULL},
    {"sliced", sliced, METH_O, NULL},
    {"used", used, METH_O, NULL},
    {"late", late, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "hobs",
    .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_hobs(void)
{
    PyObject *m;
    if (PyType_Ready(&Hob_Type) < 0)
        return NULL;
    m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    Py_INCREF(&Hob_Type);
    if (PyModule_AddObject(m, "Hob", (PyObject *)&Hob_Type) < 0) {
        Py_DECREF(&Hob_Type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

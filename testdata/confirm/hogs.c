/* Defects that the first call of a test, or the second on one instance, does
 * not show: what is done once only, what a later call does, what has just the
 * attribute that is asked for, what a class made in Python inherits. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int fired;
    PyObject *label;
    char *buffer;
} Hog;

static PyObject *
hog_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Hog *self = (Hog *)type->tp_alloc(type, 0);
    PyObject *list;
    if (self == NULL)
        return NULL;
    list = PyList_New(2);
    if (list == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    self->fired = PyList_GET_SIZE(list) > 2;
    return (PyObject *)self;
}

static int
hog_init(Hog *self, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t n = 0;
    if (!PyArg_ParseTuple(args, "|n:Hog", &n))
        return -1;
    self->buffer = PyMem_Malloc(n > 0 ? (size_t)n : 1);
    if (self->buffer == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

static void
hog_dealloc(Hog *self)
{
    PyMem_Free(self->buffer);
    Py_XDECREF(self->label);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

/* Only the first call of each instance loses a list. */
static PyObject *
hog_fire(Hog *self, PyObject *unused)
{
    PyObject *list;
    if (self->fired)
        Py_RETURN_NONE;
    list = PyList_New(3);
    if (list == NULL)
        return NULL;
    self->fired = 1;
    return PyLong_FromSsize_t(PyList_GET_SIZE(list));
}

static PyObject *
hog_ping(Hog *self, PyObject *unused)
{
    Py_RETURN_NONE;
}

static PyObject *
hog_get(Hog *self, void *unused)
{
    return Py_BuildValue("O", self->label == NULL ? Py_None : self->label);
}

/* Nobody thinks of `del`. */
static int
hog_set(Hog *self, PyObject *value, void *unused)
{
    if (!PyUnicode_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "no text");
        return -1;
    }
    Py_INCREF(value);
    Py_XSETREF(self->label, value);
    return 0;
}

static PyObject *
same(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    return arg;
}

static PyMethodDef hog_methods[] = {
    {"fire", (PyCFunction)hog_fire, METH_NOARGS, NULL},
    {"ping", (PyCFunction)hog_ping, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef hog_getset[] = {
    {"label", (getter)hog_get, (setter)hog_set, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Hog_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hogs.Hog",
    .tp_basicsize = sizeof(Hog),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = hog_new,
    .tp_init = (initproc)hog_init,
    .tp_dealloc = (destructor)hog_dealloc,
    .tp_methods = hog_methods,
    .tp_getset = hog_getset,
};

/* For other extensions, which find the functions in a table. */
static void *table[2];

/* What says that it is a number does not always give one. */
static PyObject *
counted(PyObject *self, PyObject *arg)
{
    PyObject *number = NULL;
    if (PyLong_Check(arg))
        return PyNumber_Absolute(arg);
    if (PyObject_HasAttrString(arg, "__hog__"))
        number = PyObject_CallMethod(arg, "__hog__", NULL);
    else
        return PyErr_Format(PyExc_TypeError, "no number");
    if (number != NULL && PyLong_Check(number))
        return number;
    Py_XDECREF(number);
    return NULL;
}

/* Believes that names are in UTF-8; takes no second keyword. */
static PyObject *
limited(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
        PyObject *names)
{
    Py_ssize_t n = names == NULL ? 0 : PyTuple_Size(names);
    if (nargs != 0 || n > 1)
        return PyErr_Format(PyExc_TypeError, "limit=N");
    for (Py_ssize_t i = 0; i < n; i++) {
        const char *name = PyUnicode_AsUTF8(PyTuple_GetItem(names, i));
        if (strcmp(name, "limit") != 0)
            return PyErr_Format(PyExc_TypeError, "limit=N");
    }
    Py_RETURN_NONE;
}

/* The end of the items is no failure. */
static PyObject *
summed(PyObject *self, PyObject *arg)
{
    PyObject *item, *iter = PyObject_GetIter(arg);
    long sum = 0;
    if (iter == NULL)
        return NULL;
    while ((item = PyIter_Next(iter)) != NULL) {
        sum++;
        Py_DECREF(item);
    }
    if (PyErr_Occurred()) {
        Py_DECREF(iter);
        return NULL;
    }
    return PyLong_FromLong(sum);
}

static PyObject *
index_of(PyObject *o)
{
    return PyNumber_Index(o);
}

/* Keeps the number that is too small. */
static PyObject *
positive(PyObject *self, PyObject *arg)
{
    PyObject *number = index_of(arg);
    long value;
    if (number == NULL)
        return NULL;
    value = PyLong_AsLong(number);
    if (value == -1 && PyErr_Occurred()) {
        Py_DECREF(number);
        return NULL;
    }
    if (value < 0) {
        PyErr_SetString(PyExc_ValueError, "too small");
        return NULL;
    }
    Py_DECREF(number);
    return PyLong_FromLong(value);
}

static PyMethodDef methods[] = {
    {"counted", counted, METH_O, NULL},
    {"limited", (PyCFunction)(void (*)(void))limited,
     METH_FASTCALL | METH_KEYWORDS, NULL},
    {"summed", summed, METH_O, NULL},
    {"positive", positive, METH_O, NULL},
    {"same", same, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "hogs", .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_hogs(void)
{
    PyObject *m;
    table[0] = (void *)hog_new;
    table[1] = (void *)hog_init;
    if (PyType_Ready(&Hog_Type) < 0)
        return NULL;
    m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    Py_INCREF(&Hog_Type);
    if (PyModule_AddObject(m, "Hog", (PyObject *)&Hog_Type) < 0) {
        Py_DECREF(&Hog_Type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

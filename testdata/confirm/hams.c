/* Defects that show when something that hangs on an argument is other than in
 * the tests (an item of a tuple, what is asked for by name, a class that will
 * not be told), when an attribute is deleted whose name two types have, or
 * when an instance is set up again with all that it can have. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long mode;
} Ham;

typedef struct {
    PyObject_HEAD
    PyObject *of, *on;
} Slice;

/* Believes that what a class is called is text. */
static PyObject *
prefixed(PyObject *self, PyObject *arg)
{
    PyObject *prefix = PyObject_GetAttrString((PyObject *)Py_TYPE(arg),
                                              "prefix");
    const char *text;
    long first;
    if (prefix == NULL)
        return NULL;
    text = PyUnicode_AsUTF8(prefix);
    first = text[0];
    Py_DECREF(prefix);
    return PyLong_FromLong(first);
}

/* Believes that the second item of the tuple is a number. */
static PyObject *
restored(PyObject *self, PyObject *arg)
{
    PyObject *number, *index;
    Py_ssize_t n;
    if (!PyTuple_Check(arg) || PyTuple_Size(arg) != 2)
        return PyErr_Format(PyExc_TypeError, "no pair");
    number = PyTuple_GetItem(arg, 1);
    index = PyNumber_Index(number);
    n = Py_SIZE(index);
    Py_DECREF(index);
    return PyLong_FromSsize_t(n);
}

/* Does not ask whether it could be told. */
static PyObject *
described(PyObject *self, PyObject *args)
{
    PyObject *o, *type, *text;
    int is;
    if (!PyArg_UnpackTuple(args, "described", 2, 2, &o, &type))
        return NULL;
    is = PyObject_IsInstance(o, type);
    text = PyObject_Repr(type);
    if (text == NULL || is <= 0)
        return text;
    Py_DECREF(text);
    return PyLong_FromLong(is);
}

static PyObject *
ham_get(Ham *self, void *closure)
{
    return PyLong_FromLong(self->mode);
}

static int
ham_set(Ham *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "mode cannot be deleted");
        return -1;
    }
    self->mode = PyLong_AsLong(value);
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *
raw_get(Ham *self, void *closure)
{
    return PyLong_FromLong(-self->mode);
}

static int
raw_set(Ham *self, PyObject *value, void *closure)
{
    if (!PyLong_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "mode is a number");
        return -1;
    }
    self->mode = Py_SIZE(value);
    return 0;
}

static PyGetSetDef ham_getset[] = {
    {"mode", (getter)ham_get, (setter)ham_set, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyGetSetDef raw_getset[] = {
    {"mode", (getter)raw_get, (setter)raw_set, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Ham_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hams.Ham",
    .tp_basicsize = sizeof(Ham),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_getset = ham_getset,
};

static PyTypeObject Raw_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hams.Raw",
    .tp_basicsize = sizeof(Ham),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_getset = raw_getset,
};

/* ---- a type that only a function makes instances of, and keeps ----------- */

static int
slice_init(Slice *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"of", "on", NULL};
    PyObject *of, *on = NULL, *old = self->of;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O", names, &of, &on))
        return -1;
    Py_INCREF(of);
    self->of = of;
    Py_XDECREF(old);
    if (on != NULL) {
        Py_INCREF(on);
        self->on = on;
    }
    return 0;
}

static void
slice_dealloc(Slice *self)
{
    Py_XDECREF(self->of);
    Py_XDECREF(self->on);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyType_Slot slice_slots[] = {{Py_tp_dealloc, slice_dealloc},
                                    {Py_tp_init, slice_init},
                                    {Py_tp_new, PyType_GenericNew},
                                    {0, NULL}};

static PyType_Spec slice_spec = {"hams.Slice", sizeof(Slice), 0,
                                 Py_TPFLAGS_DEFAULT, slice_slots};

static PyObject *slice_type;

static PyObject *
sliced(PyObject *self, PyObject *arg)
{
    Py_ssize_t n = PyObject_Length(arg);
    return n < 0 ? NULL : PyObject_CallFunctionObjArgs(slice_type, arg, NULL);
}

/* ---- loses what it has made when a helper fails -------------------------- */

static const char *
text_of(PyObject *arg)
{
    if (PyUnicode_Check(arg))
        return PyUnicode_AsUTF8(arg);
    PyErr_SetString(PyExc_TypeError, "no text");
    return NULL;
}

static PyObject *
encoded(PyObject *self, PyObject *arg)
{
    Ham *ham = (Ham *)Ham_Type.tp_alloc(&Ham_Type, 0);
    const char *text;
    if (ham == NULL)
        return NULL;
    text = text_of(arg);
    if (text == NULL)
        return NULL;
    ham->mode = text[0];
    return (PyObject *)ham;
}

/* ---- and when a keyword that no test gives is no good -------------------- */

static PyObject *
labelled(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"of", "mark", NULL};
    PyObject *of, *mark = NULL, *list;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O", names, &of, &mark))
        return NULL;
    list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (mark != NULL && !PyUnicode_Check(mark)) {
        PyErr_SetString(PyExc_TypeError, "no text");
        return NULL;
    }
    if (PyList_Append(list, of) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    return list;
}

/* ---- and nothing that it is given is its own ----------------------------- */

static PyObject *
same(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    return arg;
}

static PyMethodDef methods[] = {
    {"same", same, METH_O, NULL},
    {"encoded", encoded, METH_O, NULL},
    {"labelled", (PyCFunction)(void (*)(void))labelled,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {"sliced", sliced, METH_O, NULL},
    {"prefixed", prefixed, METH_O, NULL},
    {"restored", restored, METH_O, NULL},
    {"described", described, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* ---- shows the collector one of its two lists ---------------------------- */

struct state {
    PyObject *shown, *hidden;
};

static int
hams_traverse(PyObject *m, visitproc visit, void *arg)
{
    struct state *state = PyModule_GetState(m);
    Py_VISIT(state->shown);
    return 0;
}

static int
hams_clear(PyObject *m)
{
    struct state *state = PyModule_GetState(m);
    Py_CLEAR(state->shown);
    Py_CLEAR(state->hidden);
    return 0;
}

static void
hams_free(void *m)
{
    hams_clear(m);
}

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "hams",
    .m_size = sizeof(struct state), .m_methods = methods,
    .m_traverse = hams_traverse, .m_clear = hams_clear,
    .m_free = hams_free,
};

PyMODINIT_FUNC
PyInit_hams(void)
{
    struct state *state;
    PyObject *m;
    if (PyType_Ready(&Ham_Type) < 0 || PyType_Ready(&Raw_Type) < 0)
        return NULL;
    slice_type = PyType_FromSpec(&slice_spec);
    m = slice_type == NULL ? NULL : PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    state = PyModule_GetState(m);
    state->shown = PyList_New(0);
    state->hidden = PyList_New(0);
    if (state->shown == NULL || state->hidden == NULL) {
        Py_DECREF(m);
        return NULL;
    }
    Py_INCREF(&Ham_Type);
    if (PyModule_AddObject(m, "Ham", (PyObject *)&Ham_Type) < 0) {
        Py_DECREF(&Ham_Type);
        Py_DECREF(m);
        return NULL;
    }
    Py_INCREF(&Raw_Type);
    if (PyModule_AddObject(m, "Raw", (PyObject *)&Raw_Type) < 0) {
        Py_DECREF(&Raw_Type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

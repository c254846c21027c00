/* Fields that tp_dealloc may rely on. */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *name;
    PyObject *log;
    int is_open;
} Valve;

/* Every instance has a name. */
static PyObject *
valve_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *name = PyUnicode_FromString("");
    if (name == NULL)
        return NULL;
    Valve *self = (Valve *)type->tp_alloc(type, 0);
    if (self == NULL) {
        Py_DECREF(name);
        return NULL;
    }
    self->name = name;
    return (PyObject *)self;
}

static int
valve_init(Valve *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name;
    if (!PyArg_ParseTuple(args, "U", &name))
        return -1;
    Py_INCREF(name);
    Py_SETREF(self->name, name);
    if (!self->is_open) {
        self->log = PyUnicode_FromString("log");
        if (self->log == NULL)
            return -1;
        self->is_open = 1;
    }
    return 0;
}

static void
valve_dealloc(Valve *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_DECREF(self->name);
    if (self->is_open)
        Py_DECREF(self->log);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot valve_slots[] = {
    {Py_tp_dealloc, valve_dealloc},
    {Py_tp_init, valve_init},
    {Py_tp_new, valve_new},
    {0, NULL},
};

static PyType_Spec valve_spec = { // DOUBT container-without-gc
    "spam.Valve", sizeof(Valve), 0, Py_TPFLAGS_DEFAULT, valve_slots};

/* Only this module makes instances. */
typedef struct {
    PyObject_HEAD PyObject *owner;
} Token;

static PyTypeObject Token_Type;

static PyObject *
make_token(PyObject *module, PyObject *owner)
{
    PyObject *text = PyObject_Str(owner);
    if (text == NULL)
        return NULL;
    Token *self = PyObject_New(Token, &Token_Type);
    if (self == NULL) {
        Py_DECREF(text);
        return NULL;
    }
    self->owner = text;
    return (PyObject *)self;
}

static void
token_dealloc(Token *self)
{
    Py_DECREF(self->owner);
    PyObject_Free(self);
}

static PyTypeObject Token_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "spam.Token",
    .tp_basicsize = sizeof(Token),
    .tp_dealloc = (destructor)token_dealloc,
};

static PyMethodDef methods[] = {
    {"make_token", make_token, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef spam_module = {PyModuleDef_HEAD_INIT, .m_name = "spam",
                                  .m_size = -1, .m_methods = methods};

PyObject *
spam_valve(void)
{
    if (PyType_Ready(&Token_Type) < 0)
        return NULL;
    return PyType_FromSpec(&valve_spec);
}

/* tp_clear of the base type is called by its slot. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *text;
} Base;

typedef struct {
    Base base;
    PyObject *log;
} Derived;

static int
base_clear(Base *self)
{
    Py_CLEAR(self->text);
    return 0;
}

static int
base_init(Base *self, PyObject *args, PyObject *kwds)
{
    PyObject *text, *old = self->text;
    static char *names[] = {"text", NULL};
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "U", names, &text))
        return -1;
    Py_INCREF(text);
    self->text = text;
    Py_XDECREF(old);
    return 0;
}

static void
base_dealloc(Base *self)
{
    base_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject BaseType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "errors.Base",
    .tp_basicsize = sizeof(Base),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_init = (initproc)base_init,
    .tp_clear = (inquiry)base_clear,
    .tp_dealloc = (destructor)base_dealloc,
    .tp_new = PyType_GenericNew,
};

static PyTypeObject DerivedType;

static int
derived_clear(Derived *self)
{
    Py_CLEAR(self->log);
    (&DerivedType)->tp_base->tp_clear((PyObject *)self);
    return 0;
}

static void
derived_dealloc(Derived *self)
{
    derived_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
derived_init(Derived *self, PyObject *args, PyObject *kwds)
{
    if (DerivedType.tp_base->tp_init((PyObject *)self, args, kwds) < 0)
        return -1;
    Py_XDECREF(self->log);
    self->log = PyList_New(0);
    return self->log == NULL ? -1 : 0;
}

static PyTypeObject DerivedType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "errors.Derived",
    .tp_basicsize = sizeof(Derived),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_base = &BaseType,
    .tp_init = (initproc)derived_init,
    .tp_dealloc = (destructor)derived_dealloc,
};

int
types_ready(void)
{
    return PyType_Ready(&BaseType) < 0 ? -1 : PyType_Ready(&DerivedType);
}

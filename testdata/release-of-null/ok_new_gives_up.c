/* tp_new gives up an instance after what tp_dealloc wants is there; or
 * tp_dealloc asks; or the instance is freed without it.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
    PyObject *text;
} Page;

static int
fill(Page *self, PyObject *args)
{
    self->name = PyObject_Repr(args);
    if (self->name == NULL)
        self->name = Py_NewRef(Py_None);
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *
Page_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Page *self = (Page *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    if (fill(self, args) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    self->text = PyObject_Str(args);
    if (self->text == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
Page_dealloc(Page *self)
{
    Py_DECREF(self->name);
    if (self->text != NULL)
        Py_DECREF(self->text);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Page_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pages.Page",
    .tp_basicsize = sizeof(Page),
    .tp_dealloc = (destructor)Page_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = Page_new,
};

typedef struct {
    PyObject_HEAD
    PyObject *source;
} Leaf;

static PyObject *
leaf_of(PyObject *module, PyObject *source)
{
    Leaf *leaf = PyObject_New(Leaf, Py_TYPE(module));
    if (leaf == NULL)
        return NULL;
    leaf->source = NULL;
    if (!PyUnicode_Check(source)) {
        PyErr_SetString(PyExc_TypeError, "a text, please");
        leaf->source = Py_NewRef(Py_None);
        Py_DECREF(leaf);
        return NULL;
    }
    leaf->source = PyObject_Repr(source);
    if (leaf->source == NULL) {
        PyObject_Free(leaf);
        return NULL;
    }
    return (PyObject *)leaf;
}

static void
Leaf_dealloc(Leaf *self)
{
    Py_DECREF(self->source);
    PyObject_Free(self);
}

PyTypeObject Leaf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pages.Leaf",
    .tp_basicsize = sizeof(Leaf),
    .tp_dealloc = (destructor)Leaf_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

static PyMethodDef functions[] = {
    {"leaf", leaf_of, METH_O, NULL},
    {0},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "pages", NULL, -1, functions,
};

PyMODINIT_FUNC
PyInit_pages(void)
{
    if (PyType_Ready(&Page_Type) < 0 || PyType_Ready(&Leaf_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}

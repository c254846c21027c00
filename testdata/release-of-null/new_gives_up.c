/* tp_new gives up an instance that tp_dealloc takes to be complete. */
#include <Python.h>
#include <structmember.h>

#include <stddef.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
    PyObject *text;
} Page;

static PyObject *
Page_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Page *self = (Page *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->name = PyObject_Repr(args);
    if (self->name == NULL) {
        Py_DECREF(self); // WARN release-of-null "'self' released while its field 'name' is NULL"
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
    Py_XDECREF(self->text);
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
        Py_DECREF(leaf); // WARN release-of-null "its field 'source' is NULL"
        return NULL;
    }
    Py_INCREF(source);
    leaf->source = source;
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

/* Nothing but its user puts something there. */
typedef struct {
    PyObject_HEAD
    PyObject *on_turn;
} Book;

static int
Book_traverse(Book *self, visitproc visit, void *arg)
{
    Py_VISIT(self->on_turn);
    return 0;
}

static int
Book_clear(Book *self)
{
    Py_DECREF(self->on_turn); // WARN release-of-null "NULL in an instance that tp_init has not set up"
    self->on_turn = NULL;
    return 0;
}

static void
Book_dealloc(Book *self)
{
    PyObject_GC_UnTrack(self);
    Book_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMemberDef Book_members[] = {
    {"on_turn", T_OBJECT_EX, offsetof(Book, on_turn), 0, NULL},
    {NULL},
};

PyTypeObject Book_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pages.Book",
    .tp_basicsize = sizeof(Book),
    .tp_dealloc = (destructor)Book_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Book_traverse,
    .tp_clear = (inquiry)Book_clear,
    .tp_members = Book_members,
    .tp_new = PyType_GenericNew,
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
    if (PyType_Ready(&Page_Type) < 0 || PyType_Ready(&Leaf_Type) < 0 ||
        PyType_Ready(&Book_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}

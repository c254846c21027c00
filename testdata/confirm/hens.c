/* Defects whose line is not the call that made the object: a sweep has to
 * name the lines that say HERE, without an analysis before. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define ALONE __attribute__((noinline))

typedef struct {
    PyObject_HEAD
    PyObject *a, *b;
} Hen;

static void
hen_dealloc(Hen *self)
{
    Py_XDECREF(self->a);
    Py_XDECREF(self->b);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Hen_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hens.Hen",
    .tp_basicsize = sizeof(Hen),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)hen_dealloc,
};

static Hen *
hen_new(void)
{
    return (Hen *)Hen_Type.tp_alloc(&Hen_Type, 0);
}

/* Two fields, one reference. */
static ALONE Hen *
hen_fill(Hen *hen, PyObject *o)
{
    Py_INCREF(o);
    hen->a = o;
    hen->b = o; /* HERE */
    return hen;
}

static PyObject *
filled(PyObject *self, PyObject *arg)
{
    Hen *hen = hen_new();
    return hen == NULL ? NULL : (PyObject *)hen_fill(hen, arg);
}

/* One line makes what is lost, and gives a small number before, which an
 * instance holds and releases. */
static PyObject *
sized(PyObject *self, PyObject *arg)
{
    Hen *hen = hen_new();
    for (Py_ssize_t i = 0; hen != NULL && i <= Py_SIZE(arg); i++) {
        PyObject *n = PyLong_FromSsize_t(i * 1000003); /* HERE */
        if (n == NULL) {
            Py_DECREF(hen);
            return NULL;
        }
        if (i == 0)
            hen->a = n;
    }
    return (PyObject *)hen;
}

/* Loses what has no size, in one call of many that call the same. */
static PyObject *
weighed(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg); /* HERE */
    if (PyObject_Size(arg) < 0)
        return NULL;
    Py_DECREF(arg);
    Py_INCREF(Py_None);
    return Py_None;
}

static ALONE PyObject *
text_of(PyObject *o)
{
    return PyObject_Repr(o);
}

static PyObject *
length(PyObject *self, PyObject *arg)
{
    PyObject *text = text_of(arg); /* HERE */
    if (text == NULL)
        return NULL;
    return PyLong_FromSsize_t(PyUnicode_GetLength(text) + 1000);
}

static ALONE PyObject *
same(PyObject *o)
{
    Py_INCREF(o);
    return o;
}

static PyObject *
kept(PyObject *self, PyObject *arg)
{
    PyObject *o = same(arg); /* HERE */
    Py_INCREF(o);
    Py_DECREF(o);
    return PyLong_FromLong(1000);
}

static PyObject *
twice(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    Py_DECREF(arg);
    Py_DECREF(arg); /* HERE */
    return PyLong_FromLong(1000);
}

/* The destructor releases what is gone by then. */
static PyObject *
nested(PyObject *self, PyObject *arg)
{
    Hen *outer = hen_new(), *inner = hen_new();
    if (outer == NULL || inner == NULL) {
        Py_XDECREF(outer);
        Py_XDECREF(inner);
        return NULL;
    }
    Py_INCREF(inner);
    outer->a = (PyObject *)inner;
    Py_DECREF(inner);
    Py_DECREF(inner); /* HERE */
    return (PyObject *)outer;
}

/* The call is even; what it gives is not, when it ends. */
static void
coop_dealloc(Hen *self)
{
    Py_XDECREF(self->a);
    Py_XDECREF(self->b);
    Py_XDECREF(self->b); /* HERE */
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Coop_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hens.Coop",
    .tp_basicsize = sizeof(Hen),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)coop_dealloc,
};

static PyObject *
housed(PyObject *self, PyObject *arg)
{
    Hen *coop = (Hen *)Coop_Type.tp_alloc(&Coop_Type, 0);
    if (coop == NULL)
        return NULL;
    Py_INCREF(arg);
    coop->b = arg;
    return (PyObject *)coop;
}

/* What is counted next belongs to what is stored next. */
static ALONE void
hens_dress(Hen *a, Hen *b, Hen *c, PyObject *o)
{
    Py_INCREF(o);
    a->a = o;
    b->a = o; /* HERE */
    Py_INCREF(o);
    c->a = o;
}

static PyObject *
dressed(PyObject *self, PyObject *arg)
{
    Hen *a = hen_new(), *b = hen_new(), *c = hen_new();
    if (a != NULL && b != NULL && c != NULL) {
        hens_dress(a, b, c, arg);
        return Py_BuildValue("(NNN)", a, b, c);
    }
    Py_XDECREF(a);
    Py_XDECREF(b);
    Py_XDECREF(c);
    return NULL;
}

static ALONE PyObject *
first_of(PyObject *list)
{
    return PyList_GetItem(list, 0); /* HERE */
}

static ALONE int
put(PyObject *list, PyObject *o)
{
    int result = PyList_Append(list, o);
    Py_DECREF(o);
    return result;
}

/* Who returns what it does not own is to blame, not who gives it on. */
static PyObject *
repeated(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(0), *o = first_of(arg);
    if (list == NULL || o == NULL || put(list, o) < 0) {
        Py_XDECREF(list);
        return NULL;
    }
    return list;
}

/* Of several from one call, and made in another. */
static PyObject *
counted(PyObject *self, PyObject *arg)
{
    PyObject *items = PyDict_Items(arg), *all, *item;
    Py_ssize_t n = 0;
    if (items == NULL)
        return NULL;
    all = PyObject_GetIter(items);
    Py_DECREF(items);
    while (all != NULL && (item = PyIter_Next(all)) != NULL) { /*; HERE */
        n++;
        if (n == 1)
            Py_DECREF(item);
    }
    Py_XDECREF(all);
    return PyErr_Occurred() ? NULL : PyLong_FromSsize_t(n + 1000);
}

/* One return for several ways. */
static PyObject *
either(PyObject *self, PyObject *args)
{
    PyObject *result = NULL, *first = NULL;
    if (!PyArg_ParseTuple(args, "O", &first))
        return NULL;
    if (PyList_Check(first)) {
        PyErr_Clear();
        result = first; /* HERE */
    }
    else
        result = PyLong_FromLong(5000);
    return result;
}

static ALONE int
fetch(PyObject *from, PyObject **out)
{
    *out = PyTuple_GetItem(from, 0);
    Py_XINCREF(*out);
    return *out == NULL ? -1 : 0;
}

static inline __attribute__((always_inline)) PyObject *
also(PyObject *o)
{
    Py_INCREF(o); /* HELPS */
    return o;
}

/* A helper without code of its own: what it gives is its caller's, and its
 * line is named, too. */
static PyObject *
helped(PyObject *self, PyObject *arg)
{
    PyObject *o = also(arg); /* HERE */
    return PyLong_FromLong(PyList_Check(o) ? 5000 : 6000);
}

/* What a helper takes is its caller's, also by address. */
static PyObject *
fetched(PyObject *self, PyObject *args)
{
    PyObject *first;
    if (fetch(args, &first) < 0) /*; HERE */
        return NULL;
    return PyLong_FromLong(first != self ? 5000 : 6000);
}

/* A list that is gone lies among the free ones, and lives on for a while. */
static PyObject *
walked(PyObject *self, PyObject *arg)
{
    PyObject *items = PyDict_Keys(arg), *all;
    if (items == NULL)
        return NULL;
    Py_DECREF(items);
    all = PyObject_GetIter(items); /* HERE */
    return all;
}

/* What the others are released by has to release this one, too. */
static ALONE void
nest_clear(Hen *self) /*; HERE */
{
    Py_CLEAR(self->a);
}

static void
nest_dealloc(Hen *self)
{
    nest_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Nest_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hens.Nest",
    .tp_basicsize = sizeof(Hen),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)nest_dealloc,
};

static PyObject *
nested_in(PyObject *self, PyObject *arg)
{
    Hen *nest = (Hen *)Nest_Type.tp_alloc(&Nest_Type, 0);
    if (nest == NULL)
        return NULL;
    nest->a = PyFloat_FromDouble(1000.5);
    Py_INCREF(arg);
    nest->b = arg;
    return (PyObject *)nest;
}

/* Gone before the same function uses it once more. */
static ALONE Py_ssize_t
deep(PyObject *list, int depth)
{
    PyObject *copy;
    if (depth == 0)
        return PyObject_Size(list);
    copy = PySequence_List(list);
    if (copy == NULL)
        return -1;
    Py_DECREF(copy); /* FREED */
    return deep(copy, depth - 1) + 1;
}

static PyObject *
deepened(PyObject *self, PyObject *arg)
{
    return PyLong_FromSsize_t(deep(arg, 1) + 1000);
}

/* What Python calls while it is called goes its own way. */
static PyObject *
nest_look(Hen *self, void *closure)
{
    PyObject *o = self->b == NULL ? Py_None : self->b;
    Py_INCREF(o); /* HERE */
    return PyLong_FromLong(PyList_Check(o) ? 5000 : 6000);
}

static PyGetSetDef nest_getset[] = {
    {"look", (getter)nest_look, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Open_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "hens.Open",
    .tp_basicsize = sizeof(Hen),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)hen_dealloc,
    .tp_getset = nest_getset,
};

static PyObject *
looked(PyObject *self, PyObject *arg)
{
    PyObject *result;
    Hen *nest = (Hen *)Open_Type.tp_alloc(&Open_Type, 0);
    if (nest == NULL)
        return NULL;
    Py_INCREF(arg);
    nest->b = arg;
    result = PyObject_GetAttrString((PyObject *)nest, "look");
    Py_DECREF(nest);
    return result;
}

/* Used when it was gone: who gave it away without having it is to blame. */
static ALONE void
hen_take(Hen *hen, PyObject *o)
{
    hen->a = o; /* HERE */
}

static PyObject *
taken(PyObject *self, PyObject *arg)
{
    PyObject *list = PySequence_List(arg);
    Hen *hen = hen_new();
    if (list != NULL && hen != NULL)
        hen_take(hen, list);
    Py_XDECREF(list);
    return (PyObject *)hen;
}

/* Lent, as one of the two callers knows. */
static ALONE PyObject *
hen_lends(Hen *hen, int which)
{
    return which > 0 ? hen->a : hen->b;
}

static ALONE PyObject *
lent_well(Hen *hen)
{
    PyObject *o = hen_lends(hen, 0);
    Py_INCREF(o);
    return o;
}

static PyObject *
lent(PyObject *self, PyObject *arg)
{
    PyObject *o, *list = PyList_New(2);
    Hen *hen = hen_new();
    if (list == NULL || hen == NULL)
        return NULL;
    Py_INCREF(arg);
    hen->b = arg;
    PyList_SET_ITEM(list, 0, lent_well(hen));
    o = hen_lends(hen, 0);
    PyList_SET_ITEM(list, 1, o); /* HERE */
    Py_DECREF(hen);
    return list;
}

static PyMethodDef methods[] = {
    {"lent", lent, METH_O, NULL},
    {"looked", looked, METH_O, NULL},
    {"taken", taken, METH_O, NULL},
    {"nested_in", nested_in, METH_O, NULL},
    {"deepened", deepened, METH_O, NULL},
    {"helped", helped, METH_O, NULL},
    {"fetched", fetched, METH_VARARGS, NULL},
    {"walked", walked, METH_O, NULL},
    {"either", either, METH_VARARGS, NULL},
    {"dressed", dressed, METH_O, NULL}, {"repeated", repeated, METH_O, NULL},
    {"counted", counted, METH_O, NULL}, {"sized", sized, METH_O, NULL},
    {"weighed", weighed, METH_O, NULL},
    {"housed", housed, METH_O, NULL}, {"filled", filled, METH_O, NULL}, {"length", length, METH_O, NULL},
    {"kept", kept, METH_O, NULL},     {"twice", twice, METH_O, NULL},
    {"nested", nested, METH_O, NULL}, {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "hens", .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_hens(void)
{
    if (PyType_Ready(&Hen_Type) < 0 || PyType_Ready(&Coop_Type) < 0 ||
        PyType_Ready(&Nest_Type) < 0 || PyType_Ready(&Open_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}

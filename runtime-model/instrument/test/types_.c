/* Types that are wrong, one defect each; the comments are those of counts.c.
 * "// TRAVERSE type target": instances of the type release a target that
 * tp_traverse does not show.  "// THREAD api": called without the GIL. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD PyObject *item;
    long n;
} Box;

static PyObject *
box_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Box *b = (Box *)type->tp_alloc(type, 0);
    if (b == NULL)
        return NULL;
    b->item = PyList_New(0);
    if (b->item == NULL)
        Py_CLEAR(b);
    return (PyObject *)b;
}

static void
box_dealloc(PyObject *self)
{
    if (PyType_IS_GC(Py_TYPE(self)))
        PyObject_GC_UnTrack(self);
    Py_CLEAR(((Box *)self)->item);
    Py_TYPE(self)->tp_free(self);
}

#define BOX(name)                                                             \
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "types." name,                   \
                                .tp_basicsize = sizeof(Box),                  \
                                .tp_new = box_new

/* ---- what tp_traverse must show ----------------------------------------- */

static int
nothing_traverse(PyObject *self, visitproc visit, void *arg)
{
    return 0;
}

static int
box_clear(PyObject *self)
{
    Py_CLEAR(((Box *)self)->item);
    return 0;
}

static PyObject *
untraversed_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return box_new(type, args, kwargs);
}

// TRAVERSE Untraversed list
static PyTypeObject untraversed = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "types.Untraversed",
    .tp_basicsize = sizeof(Box),
    .tp_new = untraversed_new,
    .tp_dealloc = box_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = nothing_traverse,
    .tp_clear = box_clear};

/* ---- what tp_dealloc must release --------------------------------------- */

// FIND leak PyList_New natural -
static PyObject *
careless_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Box *b = (Box *)type->tp_alloc(type, 0);
    if (b == NULL)
        return NULL;
    b->item = PyList_New(0);
    if (b->item == NULL)
        Py_CLEAR(b);
    return (PyObject *)b;
}

static void
careless_dealloc(PyObject *self)
{
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject careless = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "types.Careless",
    .tp_basicsize = sizeof(Box), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = careless_dealloc, .tp_new = careless_new};

/* A heap type whose instances never give back their reference to it. */
// SEES kept types.Heavy
// FIND refleak - natural -
static PyObject *
heavy_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return type->tp_alloc(type, 0);
}

static void
heavy_dealloc(PyObject *self)
{
    ((freefunc)PyType_GetSlot(Py_TYPE(self), Py_tp_free))(self);
}

// FIND refleak - natural -
static PyObject *
method_of_class(PyObject *type, PyObject *unused)
{
    Py_INCREF(type);
    Py_RETURN_NONE;
}

static PyMethodDef heavy_methods[] = {
    {"of_class", method_of_class, METH_NOARGS | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL}};

static PyType_Slot heavy_slots[] = {{Py_tp_methods, heavy_methods},
                                    {Py_tp_new, heavy_new},
                                    {Py_tp_dealloc, heavy_dealloc},
                                    {0, NULL}};
static PyType_Spec heavy_spec = {"types.Heavy", sizeof(Box), 0,
                                 Py_TPFLAGS_DEFAULT, heavy_slots};

/* ---- slots, getters and setters ----------------------------------------- */

// FIND refleak - natural -
static PyObject *
slots_get_item(PyObject *self, void *closure)
{
    Py_INCREF(((Box *)self)->item);
    Py_INCREF(((Box *)self)->item);
    return ((Box *)self)->item;
}

// FIND refleak - natural -
static int
slots_set_item(PyObject *self, PyObject *value, void *closure)
{
    Py_INCREF(value);
    ((Box *)self)->item = value; /* and the one before? */
    return 0;
}

static PyGetSetDef slots_getset[] = {
    {"item", slots_get_item, slots_set_item, NULL, NULL}, {NULL}};

// FIND overdecref - natural -
static PyObject *
slots_item(PyObject *self, Py_ssize_t i)
{
    return ((Box *)self)->item;
}

// FIND exception null-without-exception natural -
static int
slots_contains(PyObject *self, PyObject *o)
{
    return -1;
}

static PySequenceMethods slots_sequence = {.sq_item = slots_item,
                                           .sq_contains = slots_contains};

// FIND refleak - natural -
static PyObject *
slots_subscript(PyObject *self, PyObject *key)
{
    Py_INCREF(key);
    Py_RETURN_NONE;
}

// FIND leak PyTuple_New genuine PyDict_New
static int
slots_assign(PyObject *self, PyObject *key, PyObject *value)
{
    PyObject *t = PyTuple_New(2);
    if (t == NULL)
        return -1;
    PyObject *d = PyDict_New();
    if (d == NULL)
        return -1;
    Py_DECREF(t);
    Py_DECREF(d);
    return 0;
}

static PyMappingMethods slots_mapping = {.mp_subscript = slots_subscript,
                                         .mp_ass_subscript = slots_assign};

// FIND exception result-with-exception natural -
static PyObject *
slots_add(PyObject *a, PyObject *b)
{
    PyErr_SetString(PyExc_ValueError, "a sum and an error");
    return PyLong_FromLong(5);
}

// FIND leak PyFloat_FromDouble natural -
static int
slots_bool(PyObject *self)
{
    PyObject *f = PyFloat_FromDouble(0.25);
    return f == NULL ? -1 : 1;
}

static PyNumberMethods slots_number = {.nb_add = slots_add,
                                       .nb_bool = slots_bool};

// FIND exception null-without-exception natural -
static Py_hash_t
slots_hash(PyObject *self)
{
    return -1;
}

// FIND leak PyUnicode_FromString natural -
static PyObject *
slots_repr(PyObject *self)
{
    PyObject *name = PyUnicode_FromString("slots of a type");
    if (name == NULL)
        return NULL;
    return PyUnicode_FromFormat("<%U>", name);
}

// FIND overdecref - natural -
static PyObject *
slots_call(PyObject *self, PyObject *args, PyObject *kwargs)
{
    Py_DECREF(PyTuple_GET_ITEM(args, 0));
    Py_RETURN_NONE;
}

// FIND leak PyList_New genuine PyDict_New
static int
slots_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *list = PyList_New(3);
    if (list == NULL)
        return -1;
    PyObject *d = PyDict_New();
    if (d == NULL)
        return -1;
    Py_DECREF(d);
    Py_XSETREF(((Box *)self)->item, list);
    return 0;
}

// FIND leak PyLong_FromLong natural -
static PyObject *
slots_next(PyObject *self)
{
    Box *b = (Box *)self;
    PyObject *n = PyLong_FromLong(100000 + b->n);
    if (n == NULL)
        return NULL;
    Py_INCREF(self);
    return self;
}

// FIND leak PyBytes_FromString natural -
static PyObject *
slots_compare(PyObject *a, PyObject *b, int op)
{
    PyObject *text = PyBytes_FromString("compared");
    if (text == NULL)
        return NULL;
    return PyBool_FromLong(op == Py_EQ);
}

// FIND leak PyUnicode_FromFormat natural -
static PyObject *
slots_getattro(PyObject *self, PyObject *name)
{
    PyObject *text = PyUnicode_FromFormat("_%U", name);
    if (text == NULL)
        return NULL;
    return PyObject_GenericGetAttr(self, name);
}

/* ---- methods of every convention ---------------------------------------- */

// FIND refleak - natural -
static PyObject *
method_fast(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_INCREF(args[1]);
    Py_RETURN_NONE;
}

// FIND refleak - natural -
static PyObject *
method_fast_keywords(PyObject *self, PyObject *const *args, Py_ssize_t n,
                     PyObject *names)
{
    Py_INCREF(args[n]);
    Py_RETURN_NONE;
}

// FIND refleak - natural -
static PyObject *
method_keywords(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *value = NULL;
    static char *names[] = {"value", NULL};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O", names, &value))
        return NULL;
    Py_INCREF(value);
    Py_RETURN_NONE;
}

// FIND leak PyDict_New natural -
static PyObject *
method_static(PyObject *unused, PyObject *arg)
{
    PyObject *d = PyDict_New();
    return d == NULL ? NULL : PyLong_FromSsize_t(PyDict_Size(d));
}

static PyMethodDef slots_methods[] = {
    {"fast", (PyCFunction)(void *)method_fast, METH_FASTCALL, NULL},
    {"fast_keywords", (PyCFunction)(void *)method_fast_keywords,
     METH_FASTCALL | METH_KEYWORDS, NULL},
    {"keywords", (PyCFunction)(void *)method_keywords,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {"static", method_static, METH_O | METH_STATIC, NULL},
    {NULL, NULL, 0, NULL}};

static PyTypeObject slots = {BOX("Slots"),
                             .tp_flags = Py_TPFLAGS_DEFAULT,
                             .tp_dealloc = box_dealloc,
                             .tp_init = slots_init,
                             .tp_as_sequence = &slots_sequence,
                             .tp_as_mapping = &slots_mapping,
                             .tp_as_number = &slots_number,
                             .tp_hash = slots_hash,
                             .tp_repr = slots_repr,
                             .tp_call = slots_call,
                             .tp_iter = PyObject_SelfIter,
                             .tp_iternext = slots_next,
                             .tp_richcompare = slots_compare,
                             .tp_getset = slots_getset,
                             .tp_methods = slots_methods};

/* sq_item is only asked where there is no mp_subscript. */
static PyTypeObject sequence = {
    BOX("Sequence"), .tp_flags = Py_TPFLAGS_DEFAULT, .tp_dealloc = box_dealloc,
    .tp_as_sequence = &slots_sequence};

static PyTypeObject attributes = {
    BOX("Attributes"), .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = box_dealloc, .tp_getattro = slots_getattro};

/* ---- without the GIL ---------------------------------------------------- */

// THREAD PyLong_FromLong
static PyObject *
make_without_gil(PyObject *self, PyObject *arg)
{
    PyObject *n;
    Py_BEGIN_ALLOW_THREADS n = PyLong_FromLong(3);
    Py_END_ALLOW_THREADS return n;
}

__attribute__((noinline)) static PyObject *
float_of(double d)
{
    PyObject *o = PyFloat_FromDouble(d);
    return o;
}

/* One call, which has the thread state many times before it has not. */
// THREAD PyFloat_FromDouble
static PyObject *
make_without_gil_later(PyObject *self, PyObject *arg)
{
    PyObject *o = NULL;
    for (int i = 0; i < 100; i++) {
        o = float_of(i);
        if (o == NULL)
            return NULL;
        if (i < 99)
            Py_DECREF(o);
    }
    Py_BEGIN_ALLOW_THREADS Py_SETREF(o, float_of(0.5));
    Py_END_ALLOW_THREADS return o;
}

static PyMethodDef methods[] = {
    {"make_without_gil", make_without_gil, METH_O, NULL},
    {"make_without_gil_later", make_without_gil_later, METH_O, NULL},
    {NULL, NULL, 0, NULL}};

static int
types_exec(PyObject *m)
{
    PyTypeObject *types[] = {&untraversed, &careless, &slots, &sequence,
                             &attributes};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (PyType_Ready(types[i]) < 0)
            return -1;
        Py_INCREF(types[i]);
        if (PyModule_AddObject(m, strrchr(types[i]->tp_name, '.') + 1,
                               (PyObject *)types[i]) < 0)
            return -1;
    }
    PyObject *heavy = PyType_FromSpec(&heavy_spec);
    return heavy == NULL ? -1 : PyModule_AddObject(m, "Heavy", heavy);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, types_exec},
                                          {0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "types_",
                                    .m_methods = methods,
                                    .m_slots = module_slots};

PyMODINIT_FUNC
PyInit_types_(void)
{
    return PyModuleDef_Init(&module);
}

/* How instances end and are set up again: types that are wrong, and beside
 * each one that is right.  "// SEES record word": a record of that kind with
 * that word must be written, and no other of the kind.  "// FIELD function
 * offset": what is lost stood in the instance there. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *item;
} Holder;

static PyObject *
holder_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return type->tp_alloc(type, 0);
}

/* ---- references to heap types ------------------------------------------- */

// SEES kept ends.Kept
static void
kept_dealloc(PyObject *self)
{
    Py_TYPE(self)->tp_free(self);
}

static void
let_go_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot kept_slots[] = {
    {Py_tp_new, holder_new}, {Py_tp_dealloc, kept_dealloc}, {0, NULL}};
static PyType_Slot let_go_slots[] = {
    {Py_tp_new, holder_new}, {Py_tp_dealloc, let_go_dealloc}, {0, NULL}};
static PyType_Spec kept_spec = {"ends.Kept", sizeof(Holder), 0,
                                Py_TPFLAGS_DEFAULT, kept_slots};
static PyType_Spec let_go_spec = {"ends.LetGo", sizeof(Holder), 0,
                                  Py_TPFLAGS_DEFAULT, let_go_slots};

/* ---- where their memory goes -------------------------------------------- */

// SEES misfreed ends.Direct
static void
direct_dealloc(PyObject *self)
{
    PyObject_Free(self);
}

static void
final_dealloc(PyObject *self)
{
    PyObject_Free(self);
}

static void
plain_dealloc(PyObject *self)
{
    Py_TYPE(self)->tp_free(self);
}

#define TYPE(word, flags)                                                     \
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "ends." word,                    \
                                .tp_basicsize = sizeof(Holder),               \
                                .tp_new = holder_new,                         \
                                .tp_flags = Py_TPFLAGS_DEFAULT | (flags)

static PyTypeObject direct = {TYPE("Direct", Py_TPFLAGS_BASETYPE),
                              .tp_dealloc = direct_dealloc};
static PyTypeObject final = {TYPE("Final", 0), .tp_dealloc = final_dealloc};
static PyTypeObject plain = {TYPE("Plain", Py_TPFLAGS_BASETYPE),
                             .tp_dealloc = plain_dealloc};

/* ---- set up again ------------------------------------------------------- */

// FIELD forgetful_init 16
// FIND refleak - natural again
static int
forgetful_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    if (!PyArg_ParseTuple(args, "O", &((Holder *)self)->item))
        return -1;
    Py_INCREF(((Holder *)self)->item);
    return 0;
}

static int
careful_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *item, *old = ((Holder *)self)->item;
    if (!PyArg_ParseTuple(args, "O", &item))
        return -1;
    Py_INCREF(item);
    ((Holder *)self)->item = item;
    Py_XDECREF(old);
    return 0;
}

static void
holder_dealloc(PyObject *self)
{
    Py_XDECREF(((Holder *)self)->item);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject forgetful = {TYPE("Forgetful", 0),
                                 .tp_dealloc = holder_dealloc,
                                 .tp_init = forgetful_init};
static PyTypeObject careful = {
    TYPE("Careful", 0), .tp_dealloc = holder_dealloc, .tp_init = careful_init};

/* ---- with an exception set ---------------------------------------------- */

// SEES pending PyObject_CallFunctionObjArgs
static void
telling_dealloc(PyObject *self)
{
    PyObject *r = PyObject_CallFunctionObjArgs((PyObject *)&PyBaseObject_Type,
                                               NULL);
    if (r == NULL)
        PyErr_Clear();
    Py_XDECREF(r);
    Py_TYPE(self)->tp_free(self);
}

static void
saving_dealloc(PyObject *self)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyObject *r = PyObject_CallObject((PyObject *)&PyBaseObject_Type, NULL);
    if (r == NULL)
        PyErr_Clear();
    Py_XDECREF(r);
    PyErr_Restore(type, value, traceback);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject telling = {TYPE("Telling", 0),
                               .tp_dealloc = telling_dealloc};
static PyTypeObject saving = {TYPE("Saving", 0), .tp_dealloc = saving_dealloc};

// SEES pending PyObject_Repr
static PyObject *
repr_after_failure(PyObject *self, PyObject *arg)
{
    PyObject *made = PyDict_New();
    PyObject *text = PyObject_Repr(arg);
    if (made == NULL) {
        Py_XDECREF(text);
        return NULL;
    }
    Py_DECREF(made);
    return text;
}

static PyObject *
str_after_clear(PyObject *self, PyObject *arg)
{
    PyObject *made = PyDict_New();
    if (made == NULL)
        PyErr_Clear();
    Py_XDECREF(made);
    return PyObject_Str(arg);
}

/* ---- a helper gives it -------------------------------------------------- */

__attribute__((noinline)) static PyObject *
make_pair(PyObject *arg)
{
    return PyTuple_Pack(2, arg, arg);
}

// SEES chain wasteful
static PyObject *
wasteful(PyObject *self, PyObject *arg)
{
    PyObject *pair = make_pair(arg), *list;
    if (pair == NULL)
        return NULL;
    list = PyList_New(0);
    if (list == NULL)
        return NULL;
    Py_DECREF(pair);
    return list;
}

/* ---- the type of an argument -------------------------------------------- */

// FIND overdecref - natural -
static PyObject *
give_type(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, (PyObject *)Py_TYPE(arg)); /* borrowed */
    return list;
}

// FIND refleak - natural -
static PyObject *
lose_type_of_item(PyObject *self, PyObject *arg)
{
    PyObject *item = PyList_GetItem(arg, 0);
    if (item == NULL)
        return NULL;
    Py_INCREF(Py_TYPE(item));
    return PyUnicode_FromString(Py_TYPE(item)->tp_name);
}

/* ---- what the collector knows ------------------------------------------- */

static int
holder_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((Holder *)self)->item);
    return 0;
}

static int
holder_clear(PyObject *self)
{
    Py_CLEAR(((Holder *)self)->item);
    return 0;
}

static void
collected_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(((Holder *)self)->item);
    PyObject_GC_Del(self);
}

#define COLLECTED(word)                                                       \
    TYPE(word, Py_TPFLAGS_HAVE_GC), .tp_traverse = holder_traverse,           \
        .tp_dealloc = collected_dealloc, .tp_init = careful_init

// SEES cycle ends.Ring
static PyTypeObject ring = {COLLECTED("Ring")};
static PyTypeObject chain_link = {COLLECTED("Link"), .tp_clear = holder_clear};

static PyTypeObject early = {COLLECTED("Early"), .tp_clear = holder_clear};
static PyTypeObject untracked = {COLLECTED("Untracked"),
                                 .tp_clear = holder_clear};

// SEES early ends.Early
static PyObject *
track_early(PyObject *self, PyObject *arg)
{
    Holder *h = PyObject_GC_New(Holder, &early);
    if (h == NULL)
        return NULL;
    PyObject_GC_Track(h);
    Py_INCREF(arg);
    h->item = arg;
    return (PyObject *)h;
}

static PyObject *
track_in_time(PyObject *self, PyObject *arg)
{
    Holder *h = PyObject_GC_New(Holder, &chain_link);
    if (h == NULL)
        return NULL;
    Py_INCREF(arg);
    h->item = arg;
    PyObject_GC_Track(h);
    return (PyObject *)h;
}

// SEES untracked ends.Untracked
static PyObject *
track_never(PyObject *self, PyObject *arg)
{
    Holder *h = PyObject_GC_New(Holder, &untracked);
    if (h == NULL)
        return NULL;
    Py_INCREF(arg);
    h->item = arg;
    return (PyObject *)h;
}

/* ---- a lock ------------------------------------------------------------- */

// SEES locked PyThread_acquire_lock
static PyObject *
locked_list(PyObject *self, PyObject *arg)
{
    static PyThread_type_lock lock;
    if (lock == NULL && (lock = PyThread_allocate_lock()) == NULL)
        return PyErr_NoMemory();
    PyThread_acquire_lock(lock, WAIT_LOCK);
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    PyThread_release_lock(lock);
    return list;
}

static PyObject *
unlocked_dict(PyObject *self, PyObject *arg)
{
    static PyThread_type_lock lock;
    if (lock == NULL && (lock = PyThread_allocate_lock()) == NULL)
        return PyErr_NoMemory();
    PyThread_acquire_lock(lock, WAIT_LOCK);
    PyObject *dict = PyDict_New();
    PyThread_release_lock(lock);
    return dict;
}

/* ---- those that come back ----------------------------------------------- */

static PyObject *remembered;

static void
undead_finalize(PyObject *self)
{
    Py_INCREF(self);
    Py_XSETREF(remembered, self);
}

// SEES resurrected ends.Undead
static void
undead_dealloc(PyObject *self)
{
    if (PyObject_CallFinalizerFromDealloc(self) < 0)
        return;
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject undead = {TYPE("Undead", 0), .tp_dealloc = undead_dealloc,
                              .tp_finalize = undead_finalize};

static PyMethodDef methods[] = {
    {"locked_list", locked_list, METH_O, NULL},
    {"unlocked_dict", unlocked_dict, METH_O, NULL},
    {"track_early", track_early, METH_O, NULL},
    {"track_in_time", track_in_time, METH_O, NULL},
    {"track_never", track_never, METH_O, NULL},
    {"repr_after_failure", repr_after_failure, METH_O, NULL},
    {"str_after_clear", str_after_clear, METH_O, NULL},
    {"wasteful", wasteful, METH_O, NULL},
    {"give_type", give_type, METH_O, NULL},
    {"lose_type_of_item", lose_type_of_item, METH_O, NULL},
    {NULL, NULL, 0, NULL}};

static int
ends_exec(PyObject *m)
{
    PyTypeObject *types[] = {&ring,      &chain_link, &early,   &untracked,
                             &undead,    &direct,     &final,   &plain,
                             &forgetful, &careful,    &telling, &saving};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (PyType_Ready(types[i]) < 0)
            return -1;
        Py_INCREF(types[i]);
        if (PyModule_AddObject(m, strchr(types[i]->tp_name, '.') + 1,
                               (PyObject *)types[i]) < 0)
            return -1;
    }
    PyObject *kept = PyType_FromSpec(&kept_spec);
    PyObject *let_go = PyType_FromSpec(&let_go_spec);
    if (kept == NULL || let_go == NULL)
        return -1;
    return PyModule_AddObject(m, "Kept", kept) < 0
               ? -1
               : PyModule_AddObject(m, "LetGo", let_go);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, ends_exec}, {0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "ends",
                                    .m_methods = methods,
                                    .m_slots = module_slots};

PyMODINIT_FUNC
PyInit_ends(void)
{
    return PyModuleDef_Init(&module);
}

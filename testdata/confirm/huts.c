/* What a call finds only once: parts that Python has put into fields, a hash
 * that is made at the first call.  Nobody can make another instance like that
 * by calls of this module.  And what one call rightly puts into a field, and
 * the next one loses there. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#define KEY 0x5bd1e995a7c3f1d7u

typedef struct {
    PyObject_HEAD
    PyObject *door, *roof, *loft;
    Py_hash_t hash;  /* 0: not made */
    uintptr_t chest; /* an object, scrambled */
    PyObject *guests; /* a dict whose values it does not own */
} Hut;

static int
hut_traverse(Hut *self, visitproc visit, void *arg)
{
    Py_VISIT(self->door);
    Py_VISIT(self->roof);
    Py_VISIT(self->loft);
    return 0;
}

/* Forgets the loft, and so does the destructor. */
static int
hut_clear(Hut *self)
{ // FORGETS
    Py_CLEAR(self->door);
    Py_CLEAR(self->roof);
    return 0;
}

static void
hut_dealloc(Hut *self)
{
    PyObject_GC_UnTrack(self);
    hut_clear(self);
    Py_XDECREF(self->guests);
    if (self->chest != 0)
        Py_DECREF((PyObject *)(self->chest ^ KEY));
    Py_TYPE(self)->tp_free(self);
}

static Py_hash_t
hut_hash(Hut *self)
{
    if (self->hash != 0)
        return self->hash;
    PyObject *key = PyTuple_Pack(2, self->door, self->roof); // HASH
    if (key == NULL)
        return -1;
    self->hash = PyObject_Hash(key);
    return self->hash;
}

/* Right: what is made is kept, where nobody finds it. */
static PyObject *
hut_lock(Hut *self, PyObject *unused)
{
    if (self->chest == 0) {
        PyObject *made = PyList_New(3);
        if (made == NULL)
            return NULL;
        self->chest = (uintptr_t)made ^ KEY;
    }
    Py_RETURN_NONE;
}

/* Right: likewise what was there. */
static PyObject *
hut_hide(Hut *self, PyObject *unused)
{
    if (self->chest == 0 && self->door != NULL) {
        self->chest = (uintptr_t)self->door ^ KEY;
        self->door = NULL;
    }
    Py_RETURN_NONE;
}

static void
hut_strip(Hut *self, PyObject **door, PyObject **roof)
{
    *door = self->door;
    *roof = self->roof;
    self->door = self->roof = NULL;
}

static PyObject *
hut_empty(Hut *self, PyObject *unused)
{
    PyObject *door, *roof;
    hut_strip(self, &door, &roof); // EMPTY: of the roof
    Py_XDECREF(door);
    Py_RETURN_NONE;
}

/* Right. */
static PyObject *
hut_clean(Hut *self, PyObject *unused)
{
    PyObject *door, *roof;
    hut_strip(self, &door, &roof);
    Py_XDECREF(door);
    Py_XDECREF(roof);
    Py_RETURN_NONE;
}

static PyObject *
hut_raise(Hut *self, PyObject *by)
{
    PyObject *roof = PyNumber_Add(self->roof, by);
    if (roof == NULL)
        return NULL;
    self->roof = roof; // RAISE: what was there is lost
    Py_RETURN_NONE;
}

/* Right: who is a guest has a home elsewhere. */
static PyObject *
hut_invite(Hut *self, PyObject *guest)
{
    if (self->guests == NULL && (self->guests = PyDict_New()) == NULL)
        return NULL;
    if (PyDict_Size(self->guests) != 0)
        Py_RETURN_NONE;
    if (PyDict_SetItemString(self->guests, "guest", guest) < 0)
        return NULL;
    Py_DECREF(guest);
    Py_RETURN_NONE;
}

static PyObject *
hut_part(Hut *self, PyObject *unused)
{
    PyObject *guest = self->guests == NULL
                          ? NULL
                          : PyDict_GetItemString(self->guests, "guest");
    if (guest != NULL) {
        Py_INCREF(guest);
        if (PyDict_DelItemString(self->guests, "guest") < 0) {
            Py_DECREF(guest);
            return NULL;
        }
    }
    Py_RETURN_NONE;
}

/* Goes wrong only if nobody else has what it asks for. */
static PyObject *
hut_label(Hut *self, PyObject *thing)
{
    PyObject *name = PyObject_GetAttrString(thing, "name");
    if (name == NULL)
        return NULL;
    Py_DECREF(name);
    return PyObject_Repr(name); // LABEL
}

static PyMethodDef hut_methods[] = {
    {"lock", (PyCFunction)hut_lock, METH_NOARGS, NULL},
    {"hide", (PyCFunction)hut_hide, METH_NOARGS, NULL},
    {"empty", (PyCFunction)hut_empty, METH_NOARGS, NULL},
    {"raise_", (PyCFunction)hut_raise, METH_O, NULL},
    {"invite", (PyCFunction)hut_invite, METH_O, NULL},
    {"part", (PyCFunction)hut_part, METH_NOARGS, NULL},
    {"label", (PyCFunction)hut_label, METH_O, NULL},
    {"clean", (PyCFunction)hut_clean, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef hut_members[] = {
    {"door", T_OBJECT, offsetof(Hut, door), 0, NULL},
    {"loft", T_OBJECT, offsetof(Hut, loft), 0, NULL},
    {"roof", T_OBJECT, offsetof(Hut, roof), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyTypeObject Hut_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "huts.Hut",
    .tp_basicsize = sizeof(Hut),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)hut_dealloc,
    .tp_traverse = (traverseproc)hut_traverse,
    .tp_clear = (inquiry)hut_clear,
    .tp_hash = (hashfunc)hut_hash,
    .tp_methods = hut_methods,
    .tp_members = hut_members,
};

/* Each call finds the next of what somebody else has, by no call of the API.
 */
typedef struct {
    PyObject_HEAD
    PyObject *steps;
} Path;

static PyObject *
path_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    PyObject *steps = NULL;
    Path *self;
    if (!PyArg_ParseTuple(args, "O", &steps))
        return NULL;
    self = (Path *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->steps = PyObject_GetIter(steps);
    if (self->steps == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
path_dealloc(Path *self)
{
    Py_XDECREF(self->steps);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
path_next(Path *self)
{
    PyObject *step = Py_TYPE(self->steps)->tp_iternext(self->steps); // WALKS
    if (step == NULL || PyObject_Size(step) < 0)
        return NULL;
    return step;
}

static PyTypeObject Path_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "huts.Path",
    .tp_basicsize = sizeof(Path),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = path_new,
    .tp_dealloc = (destructor)path_dealloc,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)path_next,
};

static struct PyModuleDef huts_module = {
    PyModuleDef_HEAD_INIT, .m_name = "huts", .m_size = -1};

PyMODINIT_FUNC
PyInit_huts(void)
{
    PyObject *module = PyModule_Create(&huts_module);
    if (module == NULL || PyType_Ready(&Hut_Type) < 0 ||
        PyType_Ready(&Path_Type) < 0)
        return NULL;
    Py_INCREF(&Path_Type);
    if (PyModule_AddObject(module, "Path", (PyObject *)&Path_Type) < 0) {
        Py_DECREF(&Path_Type);
        Py_DECREF(module);
        return NULL;
    }
    Py_INCREF(&Hut_Type);
    if (PyModule_AddObject(module, "Hut", (PyObject *)&Hut_Type) < 0) {
        Py_DECREF(&Hut_Type);
        Py_DECREF(module);
        return NULL;
    }
    return module;
}

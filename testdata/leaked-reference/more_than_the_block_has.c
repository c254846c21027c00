/* A block that goes to a library takes a reference along for each place in
   it; what is held beyond that is lost, if nobody releases it. */
#include <Python.h>
#include <search.h>

struct member {
    struct member *next, *prev;
    PyObject *module, *again;
};

static struct member ring;

static void
add(struct member *e, PyObject *module)
{
    e->module = module;
    Py_INCREF(e->module);
    insque(e, &ring);
}

int
load(const char *name, struct member *e)
{
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL) {
        PyErr_Print();
        return -1;
    }
    add(e, module);
    return 0; // WARN leaked-reference "'module'"
}

int
load_here(const char *name, struct member *e)
{
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL) {
        PyErr_Print();
        return -1;
    }
    e->module = module;
    Py_INCREF(module);
    insque(e, &ring);
    return 0; // WARN leaked-reference "'module'"
}

int
ok_load(const char *name, struct member *e)
{
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL) {
        PyErr_Print();
        return -1;
    }
    add(e, module);
    Py_DECREF(module);
    return 0;
}

int
ok_gives_its_own(const char *name, struct member *e)
{
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL) {
        PyErr_Print();
        return -1;
    }
    e->module = module;
    insque(e, &ring);
    return 0;
}

int
ok_two_places(const char *name, struct member *e)
{
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL) {
        PyErr_Print();
        return -1;
    }
    e->module = module;
    Py_INCREF(module);
    e->again = module;
    insque(e, &ring);
    return 0;
}

int
ok_one_each(const char *name, struct member *e, struct member *f)
{
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL) {
        PyErr_Print();
        return -1;
    }
    Py_INCREF(module);
    e->module = module;
    insque(e, &ring);
    f->module = module;
    insque(f, &ring);
    return 0;
}

void
ok_takes_back(struct member *e)
{
    remque(e);
    Py_DECREF(e->module);
    Py_XDECREF(e->again);
    free(e);
}

/* The reference is that of the field; the block only looks. */
struct holder {
    PyObject_HEAD PyObject *kept;
};

int
ok_kept_elsewhere(struct holder *self, PyObject *arg, struct member *e)
{
    Py_XSETREF(self->kept, Py_NewRef(arg));
    e->module = self->kept;
    insque(e, &ring);
    return 0;
}

static void
holder_dealloc(struct holder *self)
{
    Py_XDECREF(self->kept);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Holder_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Holder",
    .tp_basicsize = sizeof(struct holder),
    .tp_dealloc = (destructor)holder_dealloc,
};

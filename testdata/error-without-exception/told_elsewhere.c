/* Failures of which something else tells that there is an exception, or that
 * they do not happen. */
#include <Python.h>

typedef struct {
    Py_ssize_t len; /* below 0: failed, with an exception */
    long *items;
} vec;

static vec
vec_new(Py_ssize_t n)
{
    vec v = {n, NULL};
    if (n > 0)
        v.items = PyMem_New(long, n);
    if (n > 0 && v.items == NULL) {
        PyErr_NoMemory();
        v.len = -1;
    }
    return v;
}

static PyObject *
vec_sum(PyObject *self, PyObject *arg)
{
    Py_ssize_t n = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    vec v = vec_new(n < 0 ? 0 : n);
    if (v.len < 0)
        return NULL;
    PyMem_Free(v.items);
    return PyLong_FromSsize_t(v.len);
}

struct thing;
struct thing *lib_thing(PyObject *properties);
PyObject *lib_thing_name(struct thing *t);

typedef struct {
    PyObject_HEAD
    struct thing *thing;
} Thing;

static int
thing_init(Thing *self, PyObject *args, PyObject *kwargs)
{
    self->thing = lib_thing(args);
    if (PyErr_Occurred())
        return -1;
    return self->thing != NULL ? 0 : -1; // DOUBT error-without-exception
}

static PyObject *
thing_name(Thing *self, PyObject *unused)
{
    if (self->thing == NULL)
        return NULL; // WARN error-without-exception
    return lib_thing_name(self->thing);
}

typedef struct {
    PyObject_HEAD
    long offset, size;
} Part;

static int
part_set(Part *self, PyObject *value, void *closure)
{
    const char *member = closure;
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot be deleted");
        return -1;
    }
    if (member == NULL)
        return -1; // DOUBT error-without-exception
    long n = PyLong_AsLong(value);
    if (n == -1 && PyErr_Occurred())
        return -1;
    if (strcmp(member, "offset") == 0)
        self->offset = n;
    else if (strcmp(member, "size") == 0)
        self->size = n;
    else
        return -1; // DOUBT error-without-exception
    if (self->size < self->offset)
        return -1; // WARN error-without-exception
    return 0;
}

enum { OK, END, NO_MEMORY, NO_DATA, NO_FORMAT, NO_SENSE };
int lib_write(PyObject *data);

static int
raise_status(int status)
{
    switch (status) {
    case OK:
    case END:
        return 1;
    case NO_MEMORY:
        PyErr_NoMemory();
        break;
    case NO_DATA:
        PyErr_SetString(PyExc_EOFError, "no more data");
        break;
    case NO_FORMAT:
        PyErr_SetString(PyExc_ValueError, "unknown format");
        break;
    default:
        PyErr_Format(PyExc_OSError, "error %d", status);
        break;
    }
    return 0;
}

static PyObject *
write_all(PyObject *self, PyObject *data)
{
    int status = lib_write(data);
    if (PyErr_Occurred())
        return NULL;
    if (status != OK) {
        raise_status(status);
        return NULL; // DOUBT error-without-exception
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"write_all", write_all, METH_O, NULL},
    {"sum", vec_sum, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMethodDef thing_methods[] = {
    {"name", (PyCFunction)thing_name, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef part_getset[] = {
    {"offset", NULL, (setter)part_set, NULL, "offset"},
    {"size", NULL, (setter)part_set, NULL, "size"},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Thing_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Thing",
    .tp_basicsize = sizeof(Thing),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)thing_init,
    .tp_methods = thing_methods,
};

static PyTypeObject Part_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Part",
    .tp_basicsize = sizeof(Part),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = part_getset,
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "demo", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit_demo(void)
{
    if (PyType_Ready(&Thing_Type) < 0 || PyType_Ready(&Part_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}

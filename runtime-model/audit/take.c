/* Arguments: from tuples such as ("object", o) to words of C. */
#include "experiment.h"

#include <assert.h>
#include <string.h>

static bool
take_memory(struct arg *a, const void *bytes, size_t size, size_t room)
{
    a->memory = PyMem_RawCalloc(1, room);
    a->size = size;
    if (a->memory == NULL) {
        PyErr_NoMemory();
        return false;
    }
    if (bytes != NULL)
        memcpy(a->memory, bytes, size);
    return true;
}

static bool
take_null(struct arg *a, union word *w, PyObject *value)
{
    (void)a;
    (void)value;
    w->p = NULL;
    return true;
}

static bool
take_object(struct arg *a, union word *w, PyObject *value)
{
    Py_INCREF(value);
    a->object = value;
    w->p = value;
    return true;
}

static bool
take_integer(struct arg *a, union word *w, PyObject *value)
{
    (void)a;
    w->i = (long long)PyLong_AsUnsignedLongLongMask(value);
    return !PyErr_Occurred();
}

static bool
take_double(struct arg *a, union word *w, PyObject *value)
{
    (void)a;
    w->d = PyFloat_AsDouble(value);
    return !PyErr_Occurred();
}

static bool
take_complex(struct arg *a, union word *w, PyObject *value)
{
    (void)a;
    w->c = PyComplex_AsCComplex(value);
    return !PyErr_Occurred();
}

static bool
take_bytes(struct arg *a, union word *w, PyObject *value)
{
    char *bytes;
    Py_ssize_t n;
    if (PyBytes_AsStringAndSize(value, &bytes, &n) < 0 ||
        !take_memory(a, bytes, (size_t)n, (size_t)n + 16))
        return false;
    w->p = a->memory;
    return true;
}

static bool
take_wide(struct arg *a, union word *w, PyObject *value)
{
    Py_ssize_t n;
    wchar_t *text = PyUnicode_AsWideCharString(value, &n);
    if (text == NULL)
        return false;
    size_t size = (size_t)n * sizeof *text;
    bool good = take_memory(a, text, size, size + 16);
    PyMem_Free(text);
    w->p = a->memory;
    return good;
}

static bool
take_cell(struct arg *a, union word *w, PyObject *value)
{
    a->object = value;
    Py_XINCREF(a->object);
    a->cell = a->object;
    w->p = &a->cell;
    return true;
}

static bool
take_stale(struct arg *a, union word *w, PyObject *value)
{
    (void)value;
    a->kind = ARG_CELL;
    a->cell = Py_NotImplemented;
    w->p = &a->cell;
    return true;
}

static bool
take_out(struct arg *a, union word *w, PyObject *value)
{
    a->size = PyLong_AsSize_t(value);
    if (PyErr_Occurred() || !take_memory(a, NULL, a->size, a->size))
        return false;
    w->p = a->memory;
    return true;
}

/* A bit pattern that is nobody's result. */
static bool
take_junk(struct arg *a, union word *w, PyObject *value)
{
    if (!take_out(a, w, value))
        return false;
    a->kind = ARG_OUT;
    a->junk = 0xA5;
    memset(a->memory, a->junk, a->size);
    return true;
}

/* Each byte is 1: what is locked when zeros are not. */
static bool
take_ones(struct arg *a, union word *w, PyObject *value)
{
    if (!take_out(a, w, value))
        return false;
    a->kind = ARG_OUT;
    a->junk = 1;
    memset(a->memory, a->junk, a->size);
    return true;
}

static bool
take_view(struct arg *a, union word *w, PyObject *value)
{
    w->p = &a->view;
    a->exporter = value;
    return a->exporter == NULL ||
           PyObject_GetBuffer(a->exporter, &a->view, PyBUF_FULL_RO) == 0;
}

static bool
take_array(struct arg *a, union word *w, PyObject *value)
{
    Py_ssize_t n = PyList_Size(value);
    if (n < 0)
        return false;
    a->n_items = (size_t)n;
    /* One place before the first item is the callee's to use. */
    a->room = PyMem_RawCalloc(a->n_items + 2, sizeof *a->room);
    if (a->room == NULL) {
        PyErr_NoMemory();
        return false;
    }
    a->items = a->room + 1;
    for (size_t i = 0; i < a->n_items; i++) {
        a->items[i] = PyList_GET_ITEM(value, (Py_ssize_t)i);
        Py_XINCREF(a->items[i]);
    }
    w->p = a->items;
    return true;
}

static bool
take_block(struct arg *a, union word *w, PyObject *value)
{
    const char *domain = PyUnicode_AsUTF8(value);
    if (domain == NULL)
        return false;
    if (strcmp(domain, "raw") == 0)
        a->memory = PyMem_RawMalloc(64);
    else if (strcmp(domain, "mem") == 0)
        a->memory = PyMem_Malloc(64);
    else
        a->memory = PyObject_Malloc(64);
    if (a->memory == NULL) {
        PyErr_NoMemory();
        return false;
    }
    a->serial = heap_serial_of(a->memory);
    w->p = a->memory;
    return true;
}

static const struct {
    const char *name;
    bool bare; /* takes no value, or perhaps none */
    bool (*take)(struct arg *a, union word *w, PyObject *value);
} kinds[] = {
    [ARG_NULL] = {"null", true, take_null},
    [ARG_OBJECT] = {"object", false, take_object},
    [ARG_INTEGER] = {"int", false, take_integer},
    [ARG_DOUBLE] = {"double", false, take_double},
    [ARG_COMPLEX] = {"complex", false, take_complex},
    [ARG_BYTES] = {"bytes", false, take_bytes},
    [ARG_WIDE] = {"wide", false, take_wide},
    [ARG_POINTER] = {"pointer", false, take_integer},
    [ARG_CELL] = {"cell", true, take_cell},
    [ARG_STALE] = {"stale", true, take_stale},
    [ARG_OUT] = {"out", false, take_out},
    [ARG_JUNK] = {"junk", false, take_junk},
    [ARG_ONES] = {"ones", false, take_ones},
    [ARG_VIEW] = {"view", true, take_view},
    [ARG_ARRAY] = {"array", false, take_array},
    [ARG_BLOCK] = {"block", false, take_block},
};

/* ("watch", o) is no argument: somebody else holds the object. */
static bool
take_watched(struct experiment *x, PyObject *value)
{
    if (value != NULL && x->n_watched < MOST_WATCHED)
        x->watched[x->n_watched++] = value;
    return true;
}

/* ("raise", e): the exception that is set, or handled, before the call. */
static bool
take_exception(struct experiment *x, PyObject *value)
{
    Py_XINCREF(value);
    Py_XSETREF(x->to_raise, value);
    return true;
}

static bool
take_one(struct experiment *x, const char *kind, PyObject *value)
{
    if (strcmp(kind, "watch") == 0)
        return take_watched(x, value);
    if (strcmp(kind, "raise") == 0)
        return take_exception(x, value);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, kind) == 0 && x->n < MOST_ARGS &&
            (value != NULL || kinds[i].bare)) {
            size_t n = x->n++;
            x->args[n].kind = (enum arg_kind)i;
            return kinds[i].take(&x->args[n], &x->words[n], value);
        }
    PyErr_Format(PyExc_TypeError, "cannot pass '%s'", kind);
    return false;
}

bool
experiment_take(struct experiment *x, PyObject *list)
{
    Py_ssize_t n = PyList_Size(list);
    if (n < 0)
        return false;
    for (Py_ssize_t i = 0; i < n; i++) {
        const char *kind;
        PyObject *value = NULL;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(list, i), "s|O", &kind, &value))
            return false;
        if (!take_one(x, kind, value)) {
            assert(PyErr_Occurred() != NULL);
            return false;
        }
    }
    return true;
}

void
experiment_free(struct experiment *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct arg *a = &x->args[i];
        if (a->kind == ARG_BYTES || a->kind == ARG_WIDE || a->kind == ARG_OUT)
            PyMem_RawFree(a->memory);
        PyMem_RawFree(a->room);
        PyMem_RawFree(a->direct);
    }
}

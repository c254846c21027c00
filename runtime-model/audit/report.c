/* What an experiment saw, as a dict for the driver. */
#include "experiment.h"

#include <assert.h>
#include <string.h>

/* dict[key] = value, which is consumed. */
static bool
put(PyObject *dict, const char *key, PyObject *value)
{
    if (value == NULL)
        return false;
    int status = PyDict_SetItemString(dict, key, value);
    Py_DECREF(value);
    return status == 0;
}

static bool
is_result(struct experiment *x, const PyObject *o)
{
    for (size_t i = 0; i < x->n_results; i++)
        if (x->results[i] == o)
            return true;
    return false;
}

/* Number of the entry that this object has: equal objects, equal numbers. */
static PyObject *
entry_report(struct experiment *x, const PyObject *o)
{
    if (o == NULL)
        Py_RETURN_NONE;
    if (o == Py_NotImplemented)
        return PyUnicode_FromString("untouched");
    for (size_t i = 0; i < x->ledger.n; i++) {
        const struct entry *e = &x->ledger.entries[i];
        if (e->object != o)
            continue;
        const char *origin = e->lasting     ? "known"
                             : !e->before   ? "made"
                             : e->owned > 0 ? "argument"
                                            : "inside";
        return Py_BuildValue(
            "{s:n,s:n,s:n,s:n,s:s,s:O,s:s}", "id", (Py_ssize_t)i, "base",
            e->before ? e->base : 0, "kept", e->kept, "net",
            is_result(x, o) ? e->given : e->net, "origin", origin, "immortal",
            e->immortal || e->shared ? Py_True : Py_False, "type",
            e->dead ? "" : Py_TYPE(o)->tp_name);
    }
    return PyUnicode_FromString("not watched");
}

static PyObject *
array_report(struct experiment *x, const struct arg *a)
{
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list != NULL && i < a->n_items; i++) {
        PyObject *item = entry_report(x, a->items[i]);
        if (item == NULL || PyList_Append(list, item) < 0)
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

static bool
is_filled(const struct arg *a)
{
    const unsigned char *bytes = a->memory;
    for (size_t i = 0; i < a->size; i++)
        if (bytes[i] != a->junk)
            return true;
    return false;
}

/* Bytes up to the last one that was written. */
static Py_ssize_t
width(const struct arg *a)
{
    const unsigned char *bytes = a->memory;
    size_t n = a->size;
    while (n > 0 && bytes[n - 1] == a->junk)
        n--;
    return (Py_ssize_t)n;
}

static bool
is_view_filled(const struct arg *a)
{
    static const Py_buffer zeros;
    return memcmp(&a->seen, &zeros, sizeof zeros) != 0;
}

static PyObject *
arg_report(struct experiment *x, size_t i)
{
    struct arg *a = &x->args[i];
    PyObject *out = PyDict_New();
    bool good = out != NULL;
    if (good && a->object != NULL)
        good = put(out, "object", entry_report(x, a->object));
    if (good && a->kind == ARG_CELL)
        good = put(out, "cell", entry_report(x, a->cell));
    if (good && a->exporter != NULL)
        good = put(out, "exporter", entry_report(x, a->exporter));
    if (good && a->viewed != NULL)
        good = put(out, "view", entry_report(x, a->viewed));
    if (good && a->kind == ARG_ARRAY)
        good = put(out, "items", array_report(x, a));
    if (good && a->kind == ARG_OUT)
        good = put(out, "filled", PyBool_FromLong(is_filled(a))) &&
               (a->junk == 0 ||
                put(out, "width", PyLong_FromSsize_t(width(a))));
    if (good && a->kind == ARG_BLOCK)
        good = put(out, "freed",
                   PyBool_FromLong(heap_serial_of(a->memory) != a->serial));
    if (good && a->block != 0)
        good = put(out, "freed",
                   PyBool_FromLong(heap_serial_at(x->words[i].p) != a->block));
    if (good && a->exporter == NULL && a->kind == ARG_VIEW)
        good = put(out, "filled", PyBool_FromLong(is_view_filled(a)));
    if (good && a->places_after > a->places_before)
        good = put(out, "escaped", PyBool_FromLong(1));
    if (good && a->direct != NULL)
        good = put(out, "lost", PyBool_FromLong(a->lost));
    if (!good)
        Py_CLEAR(out);
    return out;
}

static PyObject *
args_report(struct experiment *x)
{
    PyObject *list = PyList_New((Py_ssize_t)x->n);
    for (size_t i = 0; list != NULL && i < x->n; i++) {
        PyObject *item = arg_report(x, i);
        if (item == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, item);
    }
    return list;
}

/* Which argument the pointer is, or lies in; -1: none. */
static Py_ssize_t
points_to(const struct experiment *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->words[i].p == x->result.p && x->result.p != NULL)
            return (Py_ssize_t)i;
    return -1;
}

static PyObject *
result_report(struct experiment *x)
{
    if (x->object) {
        PyObject *entry = entry_report(x, x->result.p);
        if (entry != NULL && PyDict_Check(entry) &&
            (!put(entry, "freed_by", PyLong_FromLong(x->freed_by)) ||
             !put(entry, "same", PyLong_FromSsize_t(points_to(x))) ||
             !put(entry, "kind", PyUnicode_FromString(x->kind)) ||
             !put(entry, "exact", PyBool_FromLong(x->exact))))
            Py_CLEAR(entry);
        return entry;
    }
    return Py_BuildValue(
        "{s:L,s:d,s:s,s:O,s:O,s:i,s:i,s:n,s:s}", "number", x->result.i,
        "double", x->result.d, "domain", heap_domain_name(x->inner.domain),
        "start",
        x->inner.address == (uintptr_t)x->result.p ? Py_True : Py_False,
        "made", x->inner.serial > x->serial ? Py_True : Py_False, "inside",
        x->inside, "freed_by", x->freed_by, "same", points_to(x), "text",
        x->kind);
}

/* The names of a type and its bases. */
static PyObject *
names_of_bases(PyObject *type)
{
    PyObject *list = PyList_New(0);
    PyObject *mro = PyType_Check(type) ? ((PyTypeObject *)type)->tp_mro : NULL;
    for (Py_ssize_t i = 0;
         list != NULL && mro != NULL && i < PyTuple_GET_SIZE(mro); i++) {
        PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(mro, i);
        PyObject *name = PyUnicode_FromString(base->tp_name);
        if (name == NULL || PyList_Append(list, name) < 0)
            Py_CLEAR(list);
        Py_XDECREF(name);
    }
    return list;
}

PyObject *
exception_report(PyObject *type, PyObject *value)
{
    if (type == NULL) {
        Py_XDECREF(value);
        Py_RETURN_NONE;
    }
    PyObject *out = NULL, *text = PyObject_Str(value);
    if (text == NULL) {
        PyErr_Clear();
        text = PyUnicode_FromString("");
    }
    PyObject *mro = names_of_bases(type);
    if (text != NULL) {
        /* It may be an argument. */
        PyObject *copy = PyUnicode_FromFormat("%U.", text);
        Py_DECREF(text);
        text = copy;
    }
    if (text != NULL && mro != NULL)
        out = Py_BuildValue("{s:O,s:O}", "text", text, "mro", mro);
    Py_XDECREF(text);
    Py_XDECREF(mro);
    Py_DECREF(type);
    Py_XDECREF(value);
    return out;
}

PyObject *
experiment_report(struct experiment *x)
{
    PyObject *out = PyDict_New();
    assert(x->exception != NULL);
    if (out != NULL &&
        PyDict_SetItemString(out, "exception", x->exception) == 0 &&
        put(out, "result", result_report(x)) &&
        put(out, "args", args_report(x)) &&
        put(out, "calls", PyLong_FromUnsignedLong(x->calls)) &&
        put(out, "allocations", PyLong_FromUnsignedLong(x->allocations)) &&
        put(out, "alloc_failed", PyBool_FromLong(x->alloc_failed)) &&
        put(out, "ungated", PyBool_FromLong(x->ungated)) &&
        put(out, "attached", PyBool_FromLong(x->attached)))
        return out;
    Py_XDECREF(out);
    return NULL;
}

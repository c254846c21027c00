/* Structs that own a reference which somebody gives back, or takes out. */
#include <Python.h>

typedef struct entry {
    struct entry *next;
    PyObject *value;
} Entry;

static Entry *first;

static PyObject *
push(PyObject *module, PyObject *value)
{
    Entry *entry = PyMem_Malloc(sizeof(Entry));
    if (entry == NULL)
        return PyErr_NoMemory();
    Py_INCREF(value);
    entry->value = value;
    entry->next = first;
    first = entry;
    Py_RETURN_NONE;
}

static PyObject *
pop(PyObject *module, PyObject *noargs)
{
    Entry *entry = first;
    if (entry == NULL)
        Py_RETURN_NONE;
    first = entry->next;
    PyObject *value = entry->value;
    PyMem_Free(entry);
    return value;
}

static PyObject *
drop(PyObject *module, PyObject *noargs)
{
    Entry *entry = first;
    if (entry != NULL) {
        PyObject *value = entry->value;
        first = entry->next;
        PyMem_Free(entry);
        Py_DECREF(value);
    }
    Py_RETURN_NONE;
}

/* ---- the reference goes some other way ---- */

typedef struct {
    PyObject *callback;
    int calls;
} Watch;

typedef struct {
    PyObject_HEAD PyObject *callback;
} Result;

static void
move_callback(Watch *watch, Result *to)
{
    Py_XSETREF(to->callback, watch->callback);
}

static int
watch_begin(Watch **out, PyObject *callback)
{
    Watch *watch = PyMem_Malloc(sizeof(Watch));
    if (watch == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_INCREF(callback);
    watch->callback = callback;
    *out = watch;
    return 0;
}

static void
watch_end(Watch *watch)
{
    watch->calls = 0;
    PyMem_Free(watch);
}

static PyObject *
observe(Result *self, PyObject *callback)
{
    Watch *watch;
    if (watch_begin(&watch, callback) < 0)
        return NULL;
    move_callback(watch, self);
    watch_end(watch);
    Py_RETURN_NONE;
}

/* ---- in elements of an array ---- */

typedef struct {
    PyObject *key;
    Py_ssize_t at;
} Slot;

typedef struct {
    Slot *slots;
    Py_ssize_t n;
} Table;

static int
table_add(Table *table, PyObject *key)
{
    table->slots[table->n].key = Py_NewRef(key);
    table->slots[table->n].at = table->n;
    table->n++;
    return 0;
}

static void
table_free(Table *table)
{
    for (Py_ssize_t i = 0; i < table->n; i++)
        Py_DECREF(table->slots[i].key);
    PyMem_Free(table->slots);
}

static PyObject *
count(PyObject *module, PyObject *args)
{
    Table table = {NULL, 0};
    table.slots = PyMem_Calloc((size_t)PyTuple_GET_SIZE(args), sizeof(Slot));
    if (table.slots == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); i++)
        table_add(&table, PyTuple_GET_ITEM(args, i));
    PyObject *result = PyLong_FromSsize_t(table.n);
    table_free(&table);
    return result;
}

static PyMethodDef methods[] = {
    {"push", push, METH_O, NULL},
    {"pop", pop, METH_NOARGS, NULL},
    {"drop", drop, METH_NOARGS, NULL},
    {"count", count, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyMethodDef result_methods[] = {
    {"observe", (PyCFunction)observe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef keep_module = {PyModuleDef_HEAD_INIT, .m_name = "keep",
                                  .m_size = -1, .m_methods = methods};

/* Structs that own a reference, and are freed without it. */
#include <Python.h>

/* ---- a context in a capsule ---- */

typedef struct {
    PyObject *owner;
    char *bytes;
} Context;

static void
forget_context(PyObject *capsule)
{
    Context *context = PyCapsule_GetPointer(capsule, "context");
    if (context == NULL)
        return;
    PyMem_Free(context->bytes);
    PyMem_Free(context); // WARN leaked-reference "'context->owner'"
}

static PyObject *
wrap(PyObject *module, PyObject *owner)
{
    Context *context = PyMem_Calloc(1, sizeof(Context));
    if (context == NULL)
        return PyErr_NoMemory();
    Py_INCREF(owner);
    context->owner = owner;
    PyObject *capsule = PyCapsule_New(context, "context", forget_context);
    if (capsule == NULL) {
        Py_DECREF(owner);
        PyMem_Free(context);
    }
    return capsule;
}

/* ---- made by a helper ---- */

typedef struct {
    int depth;
    PyObject *callback;
} Walk;

static Walk *
walk_begin(PyObject *callback)
{
    Walk *walk = PyMem_Malloc(sizeof(Walk));
    if (walk == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    walk->depth = 3;
    walk->callback = Py_NewRef(callback);
    return walk;
}

static PyObject *
run(PyObject *module, PyObject *callback)
{
    Walk *walk = walk_begin(callback);
    if (walk == NULL)
        return NULL;
    PyObject *result = PyObject_CallFunction(walk->callback, "i", walk->depth);
    PyMem_Free(walk); // WARN leaked-reference "'walk->callback'"
    return result;
}

/* ---- a list ---- */

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

/* It has the reference of the entry, and takes another one. */
static PyObject *
pop(PyObject *module, PyObject *noargs)
{
    Entry *entry = first;
    if (entry == NULL)
        Py_RETURN_NONE;
    first = entry->next;
    PyObject *value = entry->value;
    Py_INCREF(value);
    PyMem_Free(entry);
    return value; // WARN leaked-reference "'value'"
}

static PyMethodDef methods[] = {
    {"wrap", wrap, METH_O, NULL}, {"run", run, METH_O, NULL},
    {"push", push, METH_O, NULL}, {"pop", pop, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef keep_module = {PyModuleDef_HEAD_INIT, .m_name = "keep",
                                  .m_size = -1, .m_methods = methods};

/* A helper takes the references out of an entry and hands them over. */
#include <Python.h>

struct entry {
    PyObject *key, *value;
};

static void
entry_forget(struct entry *e)
{
    e->key = NULL;
}

static PyObject *
entry_value(const struct entry *e)
{
    return e->value;
}

static void
entry_take(struct entry *e, PyObject **key, PyObject **value)
{
    *key = e->key;
    *value = entry_value(e);
    e->value = NULL;
    entry_forget(e);
}

void
entry_drop(struct entry *e)
{
    PyObject *key, *value;
    entry_take(e, &key, &value);
    Py_XDECREF(key);
    Py_XDECREF(value);
}

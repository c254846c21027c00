/* A helper fills the fields of a struct of the caller, who forgets one, or all
 * of them. */
#include <Python.h>

typedef struct {
    PyObject *names;
    PyObject *index;
    Py_ssize_t n;
} Table;

static int
table_open(Table *t)
{
    t->names = PyList_New(0);
    if (t->names == NULL)
        return -1;
    t->index = PyDict_New();
    if (t->index == NULL) {
        Py_CLEAR(t->names);
        return -1;
    }
    t->n = 0;
    return 0;
}

/* After a failure the caller has to close it. */
static int
table_copy(Table *t, PyObject *from)
{
    t->names = PySequence_List(from);
    if (t->names == NULL)
        return -1;
    t->index = PyObject_CallMethod(from, "index", NULL);
    if (t->index == NULL)
        return -1;
    return 0;
}

static void
table_close(Table *t)
{
    Py_XDECREF(t->names);
    Py_XDECREF(t->index);
}

static PyObject *
count_names(PyObject *module, PyObject *arg)
{
    Table t;
    if (table_open(&t) < 0)
        return NULL;
    PyObject *text = PyObject_Str(arg);
    if (text == NULL)
        return NULL; // WARN leaked-reference "'t.names'", WARN leaked-reference "'t.index'"
    if (PyList_Append(t.names, text) < 0) {
        Py_DECREF(text);
        table_close(&t);
        return NULL;
    }
    Py_DECREF(text);
    table_close(&t);
    Py_RETURN_NONE;
}

static PyObject *
first_name(PyObject *module, PyObject *arg)
{
    Table t = {NULL, NULL, 0};
    if (table_copy(&t, arg) < 0)
        return NULL; // WARN leaked-reference "'t.names'"
    PyObject *first = PySequence_GetItem(t.names, 0);
    table_close(&t);
    return first;
}

static PyObject *
only_index(PyObject *module, PyObject *arg)
{
    Table t;
    if (table_open(&t) < 0)
        return NULL;
    if (PyDict_SetItemString(t.index, "first", arg) < 0) {
        table_close(&t);
        return NULL;
    }
    return t.index; // WARN leaked-reference "'t.names'"
}

static PyMethodDef methods[] = {
    {"count_names", count_names, METH_O, NULL},
    {"first_name", first_name, METH_O, NULL},
    {"only_index", only_index, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

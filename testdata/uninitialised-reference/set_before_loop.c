/* Both fields get a value before the loop, as often as it runs. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *keys;
    PyObject *values;
} Record;

static void
record_dealloc(PyObject *self)
{
    Record *r = (Record *)self;
    Py_CLEAR(r->keys);
    Py_CLEAR(r->values);
    PyObject_Free(self);
}

PyTypeObject Record_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "wire.Record",
    .tp_basicsize = sizeof(Record),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = record_dealloc,
};

int wire_count(const char **at, Py_ssize_t *n);

static PyObject *wire_read(const char **at, int plain);

static PyObject *
wire_object(const char **at, int plain)
{
    Py_ssize_t n;
    PyObject *result;
    Record *r;
    if (!wire_count(at, &n))
        return PyErr_Format(PyExc_ValueError, "no number");
    if (plain)
        result = PyDict_New();
    else {
        r = PyObject_New(Record, &Record_Type);
        r->keys = PyTuple_New(n); // RARE unchecked-null
        r->values = PyTuple_New(n);
        result = (PyObject *)r;
    }
    if (result == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *key = plain ? PyUnicode_FromString(*at)
                              : PyBytes_FromString(*at);
        if (key == NULL) {
            Py_DECREF(result);
            return NULL;
        }
        PyObject *value = wire_read(at, plain);
        if (value == NULL) {
            Py_DECREF(key);
            Py_DECREF(result);
            return NULL;
        }
        if (plain) {
            int failed = PyDict_SetItem(result, key, value);
            Py_DECREF(key);
            Py_DECREF(value);
            if (failed) {
                Py_DECREF(result);
                return NULL;
            }
        }
        else {
            PyTuple_SET_ITEM(r->keys, i, key); // RARE unchecked-null
            PyTuple_SET_ITEM(r->values, i, value); // RARE unchecked-null
        }
    }
    return result;
}

static PyObject *
wire_read(const char **at, int plain)
{
    if (**at == '{')
        return wire_object(at, plain);
    return PyLong_FromLong(*(*at)++);
}

static PyObject *
wire_loads(PyObject *self, PyObject *args)
{
    const char *text;
    int plain;
    if (!PyArg_ParseTuple(args, "si", &text, &plain))
        return NULL;
    return wire_read(&text, plain);
}

PyMethodDef methods[] = {
    {"loads", wire_loads, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

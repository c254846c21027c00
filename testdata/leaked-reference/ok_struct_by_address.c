/* Helpers fill and empty a struct of the caller; a flag in it or a copy of it
 * may say whose the fields are. */
#include <Python.h>

typedef struct {
    PyObject *list;
    PyObject *bytes;
    int owned;
} Source;

static int
source_open(Source *s, PyObject *arg)
{
    s->owned = 0;
    s->list = NULL;
    if (PyBytes_Check(arg)) {
        s->bytes = arg;
        return 0;
    }
    s->bytes = PyObject_Bytes(arg);
    if (s->bytes == NULL)
        return -1;
    s->owned = 1;
    return 0;
}

static int
source_fill(Source *s, PyObject *arg)
{
    s->list = PySequence_List(arg);
    if (s->list == NULL)
        return -1;
    s->bytes = PyObject_Bytes(arg);
    return s->bytes == NULL ? -1 : 0;
}

static void
source_close(Source *s)
{
    Py_XDECREF(s->list);
    Py_XDECREF(s->bytes);
}

static PyObject *
flagged(PyObject *module, PyObject *arg)
{
    Source s;
    if (source_open(&s, arg) < 0)
        return NULL;
    Py_ssize_t n = PyBytes_GET_SIZE(s.bytes);
    if (s.owned)
        Py_DECREF(s.bytes);
    return PyLong_FromSsize_t(n);
}

static PyObject *
closed(PyObject *module, PyObject *arg)
{
    Source s = {NULL, NULL, 0};
    PyObject *result = NULL;
    if (source_fill(&s, arg) == 0)
        result = PyObject_Repr(s.list);
    source_close(&s);
    return result;
}

static PyObject *
copied(PyObject *module, PyObject *arg)
{
    Source s = {NULL, NULL, 0}, other;
    if (source_fill(&s, arg) < 0) {
        source_close(&s);
        return NULL;
    }
    other = s;
    Py_DECREF(other.bytes);
    return other.list;
}

static PyMethodDef methods[] = {
    {"flagged", flagged, METH_O, NULL},
    {"closed", closed, METH_O, NULL},
    {"copied", copied, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* The struct is gone with the function: what a helper hands out of it has its
 * reference along. */
#include <Python.h>

typedef struct {
    PyObject *list;
    PyObject *bytes;
} Source;

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
source_finish(Source *s)
{
    Py_XDECREF(s->bytes);
    return s->list;
}

static PyObject *
finished(PyObject *module, PyObject *arg)
{
    Source s = {NULL, NULL, 0};
    if (source_fill(&s, arg) < 0) {
        source_close(&s);
        return NULL;
    }
    return source_finish(&s); // DOUBT returned-borrowed-reference
}

static PyMethodDef methods[] = {
    {"finished", finished, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

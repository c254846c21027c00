/* A helper that says nothing of its failure fills a field of the caller's
 * struct; the caller takes it for filled. */
#include <Python.h>

typedef struct {
    PyObject *text;
    PyObject *next;
} Line;

static void
line_set(Line *line, PyObject *from)
{
    line->text = PyObject_Str(from);
    line->next = NULL;
}

static PyObject *
line_length(PyObject *module, PyObject *arg)
{
    Line line;
    line_set(&line, arg);
    Py_ssize_t n = PyUnicode_GET_LENGTH(line.text); // WARN unchecked-null "'line.text'"
    Py_DECREF(line.text);
    return PyLong_FromSsize_t(n);
}

static PyMethodDef methods[] = {
    {"line_length", line_length, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

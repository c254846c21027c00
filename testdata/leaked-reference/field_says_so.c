/* Whether a route led anywhere the parser says by a field; where it did not,
 * there is no result either: what would follow if there were one is a
 * possibility and no more. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int bad_route;
    Py_ssize_t head, length;
    PyObject *tokens;
} Tokenizer;

static PyObject *
give_up(Tokenizer *self)
{
    self->bad_route = 1;
    return NULL;
}

static PyObject *
parse(Tokenizer *self, unsigned depth)
{
    PyObject *part;

    if (self->head >= self->length || depth > 20)
        return give_up(self);
    self->head++;
    part = PyObject_CallMethod(self->tokens, "pop", NULL);
    if (part != NULL && PyUnicode_Check(part)) {
        Py_DECREF(part);
        return parse(self, depth + 1);
    }
    return part;
}

static int
parse_argument(Tokenizer *self)
{
    Py_ssize_t reset = self->head;
    PyObject *argument = parse(self, 0);

    if (self->bad_route) {
        self->bad_route = 0;
        self->head = reset;
        return 0;   // DOUBT leaked-reference DOUBT result-with-exception
    }
    if (argument == NULL)
        return -1;
    if (PyList_Append(self->tokens, argument) < 0) {
        Py_DECREF(argument);
        return -1;
    }
    Py_DECREF(argument);
    return 0;
}

static PyObject *
tokenizer_run(Tokenizer *self, PyObject *noargs)
{
    if (parse_argument(self) < 0)
        return NULL;   // DOUBT error-without-exception
    Py_RETURN_NONE;
}

static PyMethodDef tokenizer_methods[] = {
    {"run", (PyCFunction)tokenizer_run, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Tokenizer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Tokenizer",
    .tp_basicsize = sizeof(Tokenizer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = tokenizer_methods,
};

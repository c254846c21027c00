/* The helper returns 0 with an exception.  That its buffer goes with the
   other case is beyond a contract: what follows is a possibility. */
#include <Python.h>

struct text {
    const char *at;
    int ready;
};

static int
text_open(struct text *t, PyObject *source)
{
    if (t->ready == 0) {
        t->at = PyUnicode_AsUTF8(source);
        if (t->at == NULL)
            return 0;
        t->ready = 1;
        return 1;
    }
    return t->ready > 1;
}

static PyObject *
text_size(PyObject *self, PyObject *source)
{
    struct text *t = PyModule_GetState(self);
    if (!text_open(t, source))
        return NULL; // DOUBT error-without-exception
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"size", text_size, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "text", NULL, sizeof(struct text), methods,
};

PyMODINIT_FUNC
PyInit_text(void)
{
    return PyModule_Create(&module);
}

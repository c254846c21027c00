/* An attribute that is looked up once and kept: where the variable is empty
 * afterwards, the look-up has raised. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *decoder;
} Reader;

static inline void
look_up(const char *module, const char *attr, PyObject **cache)
{
    if (*cache == NULL) {
        PyObject *mod = PyImport_ImportModule(module);
        if (mod != NULL) {
            *cache = PyObject_GetAttrString(mod, attr);
            Py_DECREF(mod);
        }
    }
}
PyObject *
largest(PyObject *self, PyObject *args, PyObject *kwds)
{
    static PyObject *callable = NULL;
    look_up("tools.numbers", "largest", &callable);
    if (callable == NULL)
        return NULL;
    return PyObject_Call(callable, args, kwds);
}
PyObject *
largest_once(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *callable = NULL;
    look_up("tools.numbers", "largest", &callable);
    if (callable == NULL)
        return NULL;
    PyObject *r = PyObject_Call(callable, args, kwds);
    Py_DECREF(callable);
    return r;
}

PyObject *
decode(Reader *self, PyObject *text)
{
    look_up("tools.text", "decode", &self->decoder);
    if (self->decoder == NULL)
        return NULL;
    return PyObject_CallFunctionObjArgs(self->decoder, text, NULL);
}

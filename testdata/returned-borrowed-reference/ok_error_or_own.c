/* NULL with an exception, or a reference of its own; and elements that leave
 * the array that held them, by a size that has a setter.
 */
// PYTHON >=3.9
#include <Python.h>

typedef struct {
    PyObject_VAR_HEAD
    PyObject **items;
    PyObject *hook;
} Pile;

static PyObject *
ok_get_hook(Pile *self, void *closure)
{
    if (self->hook == NULL)
        PyErr_SetString(PyExc_AttributeError, "hook");
    else
        Py_INCREF(self->hook);
    return self->hook;
}

static PyObject *
take_last(Pile *self)
{
    if (Py_SIZE(self) == 0) {
        PyErr_SetString(PyExc_IndexError, "nothing left");
        return NULL;
    }
    Py_SET_SIZE(self, Py_SIZE(self) - 1);
    return self->items[Py_SIZE(self)];
}

static PyObject *
ok_pop(Pile *self, PyObject *ignored)
{
    return take_last(self);
}

static PyObject *
ok_pop_text(Pile *self, PyObject *ignored)
{
    PyObject *last = take_last(self);
    if (last == NULL)
        return NULL;
    PyObject *text = PyObject_Str(last);
    Py_DECREF(last);
    return text;
}

static PyMethodDef pile_methods[] = {
    {"pop", (PyCFunction)ok_pop, METH_NOARGS, NULL},
    {"pop_text", (PyCFunction)ok_pop_text, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyGetSetDef pile_getset[] = {
    {"hook", (getter)ok_get_hook, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyMethodDef *
pile_table(void)
{
    return pile_methods;
}

/* Nobody holds the referent while the method runs. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *target;
} Watch;

static PyObject *
watch_notify(Watch *self, PyObject *ref)
{
    PyObject *o = PyWeakref_GetObject(ref);
    if (o == Py_None || o == NULL)
        Py_RETURN_NONE;
    PyObject *r = PyObject_CallMethod(self->target, "notify", NULL);
    if (r == NULL)
        return NULL;
    Py_DECREF(r);
    return PyObject_Str(o); // WARN invalidated-borrow "'o', borrowed from 'ref',"
}

static PyMethodDef watch_methods[] = {
    {"notify", (PyCFunction)watch_notify, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

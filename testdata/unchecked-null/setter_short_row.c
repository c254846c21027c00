/* Deleting an attribute calls its setter with NULL; the rows of the table
   name neither documentation nor closure. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int busy;
    PyObject *title; /* a string */
} Job;

static PyObject *
Job_get_busy(Job *self, void *Py_UNUSED(closure))
{
    return PyBool_FromLong(self->busy);
}

static int
Job_set_busy(Job *self, PyObject *value, void *Py_UNUSED(closure))
{
    int truth = PyObject_IsTrue(value); // WARN unchecked-null "'value'"
    if (truth < 0)
        return -1;
    self->busy = truth;
    return 0;
}

static int
Job_set_title(Job *self, PyObject *value, void *Py_UNUSED(closure))
{
    if (value == NULL) {
        PyErr_SetString(PyExc_AttributeError, "a job has a title");
        return -1;
    }
    PyObject *text = PyObject_Str(value);
    if (text == NULL)
        return -1;
    Py_XSETREF(self->title, text);
    return 0;
}

static void
Job_dealloc(Job *self)
{
    Py_XDECREF(self->title);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyGetSetDef Job_getset[] = {
    {"busy", (getter)Job_get_busy, (setter)Job_set_busy},
    {"title", NULL, (setter)Job_set_title},
    {NULL},
};

PyTypeObject Job_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "work.Job",
    .tp_basicsize = sizeof(Job),
    .tp_dealloc = (destructor)Job_dealloc,
    .tp_getset = Job_getset,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

/* A helper looks a field up that tp_dealloc leaves to somebody else. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *layout; /* of the type, which keeps it */
    PyObject *data;
} RecordObject;

static void
record_dealloc(RecordObject *self)
{
    Py_XDECREF(self->data);
    PyObject_Free(self);
}

static PyTypeObject RecordType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "records.Record",
    .tp_basicsize = sizeof(RecordObject),
    .tp_dealloc = (destructor)record_dealloc,
};

static PyObject *
layout_of(RecordObject *record)
{
    if (record->layout == NULL || !PyDict_CheckExact(record->layout))
        return NULL;
    return record->layout;
}

static PyObject *
record_width(PyObject *self, PyObject *noargs)
{
    PyObject *layout = layout_of((RecordObject *)self);
    if (layout == NULL)
        return PyLong_FromLong(0);
    return PyLong_FromSsize_t(PyDict_GET_SIZE(layout));
}

static PyMethodDef methods[] = {
    {"width", record_width, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

int
records_init(void)
{
    RecordType.tp_methods = methods;
    return PyType_Ready(&RecordType);
}

// A heap type without a tp_dealloc of its own has one that calls tp_finalize,
// which releases the fields.
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *extras;
} Record;

static int
record_traverse(Record *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->extras);
    return 0;
}

static int
record_clear(Record *self)
{
    Py_CLEAR(self->extras);
    return 0;
}

static void
record_finalize(Record *self)
{
    Py_CLEAR(self->extras);
}

static int
record_setattr(Record *self, const char *name, PyObject *value)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "records keep what they have");
        return -1;
    }
    if (self->extras == NULL && (self->extras = PyDict_New()) == NULL)
        return -1;
    return PyDict_SetItemString(self->extras, name, value);
}

static PyType_Slot record_slots[] = {
    {Py_tp_traverse, record_traverse},
    {Py_tp_clear, record_clear},
    {Py_tp_finalize, record_finalize},
    {Py_tp_setattr, record_setattr},
    {0, NULL},
};

static PyType_Spec record_spec = {
    "notes.Record", sizeof(Record), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, record_slots,
};

static int
notes_exec(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&record_spec);
    if (type == NULL)
        return -1;
    int status = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return status;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, notes_exec},
    {0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "notes", NULL, 0, NULL, module_slots,
};

PyMODINIT_FUNC
PyInit_notes(void)
{
    return PyModuleDef_Init(&module);
}

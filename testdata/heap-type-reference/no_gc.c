// PYTHON >=3.9
/* A heap type without garbage collection owns its type too. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long id;
} Link;

static void
link_dealloc(Link *self) // WARN heap-type-reference "does not release"
{
    PyObject_Free(self);
}

static PyType_Slot link_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, (destructor)link_dealloc},
    {0, NULL},
};

static PyType_Spec link_spec = { // DOUBT container-without-gc "heap type"
    .name = "demo.Link",
    .basicsize = sizeof(Link),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = link_slots,
};

PyObject *
make_type(void)
{
    return PyType_FromSpec(&link_spec);
}

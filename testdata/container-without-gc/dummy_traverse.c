/* A tp_traverse of an object without fields, for tools that call it. */
#include <Python.h>

static int
root_traverse(PyObject *Py_UNUSED(self), visitproc Py_UNUSED(visit),
              void *Py_UNUSED(arg))
{
    return 0;
}

static void
root_dealloc(PyObject *Py_UNUSED(self))
{
    Py_FatalError("the root object is static");
}

PyTypeObject Root_Type = { // DOUBT container-without-gc "tp_traverse"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Root",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = root_dealloc,
    .tp_traverse = root_traverse,
};

int
root_ready(void)
{
    return PyType_Ready(&Root_Type);
}

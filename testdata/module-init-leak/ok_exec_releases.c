/* Everything that is made here is released here. */
#include <Python.h>

static int
table_exec(PyObject *m)
{
    int rc = -1;
    PyObject *names = PyList_New(0);
    PyObject *first = PyUnicode_FromString("first");
    if (names == NULL || first == NULL)
        goto done;
    if (PyList_Append(names, first) < 0)
        goto done;
    rc = PyObject_SetAttrString(m, "names", names);
done:
    Py_XDECREF(first);
    Py_XDECREF(names);
    return rc;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, table_exec}, {0, NULL}};
static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "table", .m_slots = slots,
};

PyMODINIT_FUNC
PyInit_table(void)
{
    return PyModuleDef_Init(&def);
}

// RUN pass

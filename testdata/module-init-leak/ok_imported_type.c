/* The imported module is released after its attribute is kept. */
#include <Python.h>

static PyObject *decimal;
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "money"};

static int
find_decimal(void)
{
    PyObject *m = PyImport_ImportModule("decimal");
    if (m == NULL)
        return -1;
    decimal = PyObject_GetAttrString(m, "Decimal");
    Py_DECREF(m);
    return decimal == NULL ? -1 : 0;
}

PyMODINIT_FUNC
PyInit_money(void)
{
    if (find_decimal() < 0)
        return NULL;
    return PyModule_Create(&def);
}

// RUN pass

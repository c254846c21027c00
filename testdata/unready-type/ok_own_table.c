/* The types stand in an array of the function that makes them ready. */
#include <Python.h>

static PyTypeObject Left_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "sides.Left",
    .tp_basicsize = sizeof(PyObject),
};
static PyTypeObject Right_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "sides.Right",
    .tp_basicsize = sizeof(PyObject),
};

PyObject *
new_side(PyObject *self, PyObject *left)
{
    return left == Py_True ? PyObject_New(PyObject, &Left_Type)
                           : PyObject_New(PyObject, &Right_Type);
}

static PyMethodDef methods[] = {{"new_side", new_side, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};
static struct PyModuleDef sides = {PyModuleDef_HEAD_INIT,
                                   .m_name = "sides",
                                   .m_methods = methods};

PyMODINIT_FUNC
PyInit_sides(void)
{
    PyTypeObject *types[] = {&Left_Type, &Right_Type, NULL};
    for (size_t i = 0; types[i] != NULL; i++)
        if (PyType_Ready(types[i]) < 0)
            return NULL;
    return PyModule_Create(&sides);
}

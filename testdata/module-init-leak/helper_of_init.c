/* Only the init function calls the helper. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "colour"};

static int
add_colours(PyObject *m)
{
    PyObject *red = PyUnicode_FromString("red");
    if (red == NULL)
        return -1;
    return PyObject_SetAttrString(m, "RED", red); // WARN module-init-leak "'red'"
}

PyMODINIT_FUNC
PyInit_colour(void)
{
    PyObject *m = PyModule_Create(&def);
    if (m != NULL && add_colours(m) < 0)
        Py_CLEAR(m);
    return m;
}

// RUN pass
// RUN-UNSEEN what a second import loses may be what the first one keeps

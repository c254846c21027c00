/* When the second cannot be made, the first one goes astray. */
#include <Python.h>

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "pair"};
static PyObject *left, *right;

static int
make_names(void)
{
    PyObject *l = PyUnicode_InternFromString("left");
    PyObject *r = PyUnicode_InternFromString("right");
    if (l == NULL || r == NULL)
        return -1; // WARN module-init-leak "'l'" // WARN module-init-leak "'r'"
    left = l;
    right = r;
    return 0;
}

PyMODINIT_FUNC
PyInit_pair(void)
{
    if (make_names() < 0)
        return NULL;
    return PyModule_Create(&def);
}

/* Text that argument parsing only lends is freed like a copy. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
rename_node(PyObject *self, PyObject *args)
{
    char *name;
    if (!PyArg_ParseTuple(args, "s", &name))
        return NULL;
    PyObject *result = PyUnicode_FromFormat("<%s>", name);
    PyMem_Free(name); // WARN allocator-mismatch "'name' points into an object"
    return result;
}

static PyObject *
shout(PyObject *self, PyObject *word)
{
    const char *text = PyUnicode_AsUTF8(word);
    if (text == NULL)
        return NULL;
    PyObject *result = PyUnicode_FromFormat("%s!", text);
    free((void *)text); // WARN allocator-mismatch "'text' points into an object"
    return result;
}

static PyMethodDef methods[] = {
    {"rename_node", rename_node, METH_VARARGS, NULL},
    {"shout", shout, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "words", .m_size = -1,
    .m_methods = methods};

PyMODINIT_FUNC
PyInit_words(void)
{
    return PyModule_Create(&module);
}

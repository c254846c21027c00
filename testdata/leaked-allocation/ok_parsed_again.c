/* What stands behind the converter was accepted when it was parsed before. */
#include <Python.h>

static int
to_path(PyObject *object, char **path)
{
    Py_ssize_t size;
    const char *chars = PyUnicode_AsUTF8AndSize(object, &size);
    if (chars == NULL)
        return 0;
    *path = PyMem_Malloc((size_t)size + 1);
    if (*path == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    memcpy(*path, chars, (size_t)size + 1);
    return 1;
}

static PyObject *
draw(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *file;
    char *path;
    double width, height;
    if (!PyArg_ParseTuple(args, "Odd:draw", &file, &width, &height))
        return NULL;
    if (!PyUnicode_Check(file))
        Py_RETURN_NONE;
    if (!PyArg_ParseTuple(args, "O&dd:draw", to_path, &path, &width, &height))
        return NULL;
    PyObject *result = PyUnicode_FromString(path);
    PyMem_Free(path);
    return result;
}

static PyMethodDef methods[] = {
    {"draw", draw, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}

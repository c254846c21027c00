/* PyFile_WriteString() does nothing where an exception is set, so a chain of
   calls that nobody tests stops at the first that fails. */
#include <Python.h>

static PyObject *
put_lines(PyObject *self, PyObject *file)
{
    PyFile_WriteString("one\n", file);
    PyFile_WriteString("two\n", file);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"put_lines", put_lines, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "lines", NULL, 0, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_lines(void)
{
    return PyModule_Create(&module);
}

/* PyFile_WriteObject() runs the file's write() whatever is set. */
#include <Python.h>

static PyObject *
put_both(PyObject *self, PyObject *file)
{
    PyFile_WriteString("object: ", file);
    PyFile_WriteObject(self, file, 0); // WARN call-with-pending-exception
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"put_both", put_both, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "both", NULL, 0, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_both(void)
{
    return PyModule_Create(&module);
}

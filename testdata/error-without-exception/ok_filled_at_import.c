/* The init function fills the variable or the import fails; no method runs
 * before. */
#include <Python.h>

static PyObject *FrameError;

static PyObject *
refuse(PyObject *self, PyObject *ignored)
{
    if (FrameError != NULL) {
        PyErr_SetString(FrameError, "no such frame");
        return NULL;
    }
    return NULL;
}

static PyMethodDef frame_methods[] = {
    {"refuse", refuse, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef frame_module = {
    PyModuleDef_HEAD_INIT, "frame", NULL, -1, frame_methods};

static int
add_errors(PyObject *m)
{
    FrameError = PyErr_NewException("frame.FrameError", PyExc_ValueError, NULL);
    if (FrameError == NULL)
        return -1;
    Py_INCREF(FrameError);
    if (PyModule_AddObject(m, "FrameError", FrameError) < 0) {
        Py_DECREF(FrameError);
        return -1;
    }
    return 0;
}

PyMODINIT_FUNC
PyInit_frame(void)
{
    PyObject *m = PyModule_Create(&frame_module);
    if (m != NULL && add_errors(m) < 0)
        Py_CLEAR(m);
    return m;
}

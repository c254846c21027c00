/* The helper is there to raise; that the library may have no error is the
   other half of a test that was made before. */
#include <Python.h>

extern int channel_errno(void *channel);
extern int channel_open(void *channel);

static int
raise_error(void *channel)
{
    int code = channel_errno(channel);
    switch (code) {
    case 0:
        PyErr_Clear();
        return 0;
    case 7:
        PyErr_NoMemory();
        return 7;
    default:
        break;
    }
    PyErr_Format(PyExc_OSError, "channel error %d", code);
    return code;
}

static PyObject *
open_channel(PyObject *self, PyObject *capsule)
{
    void *channel = PyCapsule_GetPointer(capsule, "channel");
    (void)self;
    if (channel == NULL)
        return NULL;
    if (channel_open(channel) != 0) {
        raise_error(channel);
        return NULL; // DOUBT error-without-exception
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"open", open_channel, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "channel", .m_methods = methods};

PyMODINIT_FUNC
PyInit_channel(void)
{
    return PyModule_Create(&module);
}

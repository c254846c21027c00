/* The field is declared as another type of the module. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int fd;
} Socket;

static PyTypeObject Socket_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Socket",
    .tp_basicsize = sizeof(Socket),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
};

typedef struct {
    PyObject_HEAD
    Socket *socket;
} Info;

static int
info_init(PyObject *obj, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    Info *self = (Info *)obj;
    PyObject *socket;
    if (!PyArg_ParseTuple(args, "O!", &Socket_Type, &socket))
        return -1;
    Py_INCREF(socket);
    self->socket = (Socket *)socket; // WARN overwritten-field "'socket'"
    return 0;
}

static void
info_dealloc(PyObject *obj)
{
    Py_CLEAR(((Info *)obj)->socket);
    Py_TYPE(obj)->tp_free(obj);
}

static PyTypeObject Info_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Info",
    .tp_basicsize = sizeof(Info),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = info_init,
    .tp_dealloc = info_dealloc,
};

int
info_ready(void)
{
    if (PyType_Ready(&Socket_Type) < 0)
        return -1;
    return PyType_Ready(&Info_Type);
}

/* A static object is born with its count. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int code;
} Marker;

static PyTypeObject Marker_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Marker",
    .tp_basicsize = sizeof(Marker),
};
static Marker nothing = {PyObject_HEAD_INIT(&Marker_Type) 0};

PyObject *
marker(void)
{
    Py_INCREF(&nothing);
    return (PyObject *)&nothing;
}

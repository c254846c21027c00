/* The helper has put a reference to its argument into the caller's view, and
   the caller releases it by the name that it knows. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    unsigned char data[4];
} Color;

static int
color_getbuffer(Color *color, Py_buffer *view, int flags)
{
    view->buf = color->data;
    view->len = 4;
    Py_INCREF(color);
    view->obj = (PyObject *)color;
    return 0;
}

PyObject *describe(Py_buffer *view);

static PyObject *
color_get_struct(Color *color, void *closure)
{
    Py_buffer view;
    if (color_getbuffer(color, &view, PyBUF_FULL_RO))
        return NULL;
    PyObject *capsule = describe(&view);
    Py_DECREF(color); // DOUBT excess-release
    return capsule;
}

static PyGetSetDef getsets[] = {
    {"struct", (getter)color_get_struct, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};
static PyBufferProcs procs = {.bf_getbuffer = (getbufferproc)color_getbuffer};
PyTypeObject Color_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "color.Color",
    .tp_basicsize = sizeof(Color),
    .tp_getset = getsets,
    .tp_as_buffer = &procs,
};

/* __init__ whose arguments Argument Clinic parses. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *path, *kept;
} Reader;

static int
reader___init___impl(Reader *self, PyObject *path);

/*[clinic input]
Reader.__init__
    path: object
[clinic start generated code]*/

static int
reader___init__(PyObject *self, PyObject *args, PyObject *kwargs)
{
    int return_value = -1;
    PyObject *path;

    if (!PyArg_UnpackTuple(args, "Reader", 1, 1, &path))
        goto exit;
    return_value = reader___init___impl((Reader *)self, path);

exit:
    return return_value;
}
/*[clinic end generated code: output=0123456789abcdef input=0123456789abcdef]*/

static int
reader___init___impl(Reader *self, PyObject *path)
{
    PyObject *text = PyObject_Str(path);
    if (text == NULL)
        return -1;
    self->path = text; // WARN overwritten-field "reader___init___impl()"
    Py_INCREF(path);
    Py_XSETREF(self->kept, path);
    return 0;
}

static void
reader_dealloc(Reader *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->path);
    Py_XDECREF(self->kept);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
reader_traverse(Reader *self, visitproc visit, void *arg)
{
    Py_VISIT(self->path);
    Py_VISIT(self->kept);
    return 0;
}

static int
reader_clear(Reader *self)
{
    Py_CLEAR(self->path);
    Py_CLEAR(self->kept);
    return 0;
}

static PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_traverse = (traverseproc)reader_traverse,
    .tp_clear = (inquiry)reader_clear,
    .tp_init = reader___init__,
    .tp_new = PyType_GenericNew,
};

int
ready(void)
{
    return PyType_Ready(&Reader_Type);
}

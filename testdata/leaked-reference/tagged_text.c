// A field holds text or, with the lowest bit set, pieces that are joined when
// somebody asks: whose the result of the helper is cannot be seen.
#include <Python.h>
#include <stdint.h>

typedef struct {
    PyObject_HEAD
    PyObject *text;
} Element;

#define IS_PIECES(p) ((uintptr_t)(p) & 1)
#define UNTAGGED(p) ((PyObject *)((uintptr_t)(p) & ~(uintptr_t)1))

static PyObject *
joined(PyObject *pieces)
{
    PyObject *nothing = PyUnicode_FromString(""), *text;
    if (nothing == NULL)
        return NULL;
    text = PyUnicode_Join(nothing, pieces);
    Py_DECREF(nothing);
    return text;
}

static PyObject *
element_text(Element *self)
{
    PyObject *text = self->text;
    if (IS_PIECES(text)) {
        text = UNTAGGED(text);
        if (PyList_CheckExact(text)) {
            PyObject *whole = joined(text);
            if (whole == NULL)
                return NULL;
            self->text = whole;
            Py_DECREF(text);
            text = whole;
        }
    }
    return text;
}

static PyObject *
get_text(Element *self, void *closure)
{
    PyObject *text = element_text(self);
    Py_XINCREF(text);
    return text; // DOUBT leaked-reference
}

static PyGetSetDef element_getset[] = {
    {"text", (getter)get_text, NULL, NULL, NULL},
    {NULL},
};

static void
element_dealloc(Element *self)
{
    Py_XDECREF(UNTAGGED(self->text));
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Element_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "tree.Element",
    .tp_basicsize = sizeof(Element),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)element_dealloc,
    .tp_getset = element_getset,
};

/* A tree is built of its parts in one expression: the helper fetches them
 * with va_arg() and hangs them up. */
#include <Python.h>
#include <stdarg.h>

struct box {
    int type;
    struct box *first, *next;
};

static struct box *root;

static struct box *
leaf(int type)
{
    struct box *b = malloc(sizeof *b);
    if (b == NULL)
        abort();
    b->type = type;
    b->first = b->next = NULL;
    return b;
}

static void
hang(struct box *parent, struct box *part)
{
    struct box **end = &parent->first;
    while (*end != NULL)
        end = &(*end)->next;
    *end = part;
}

static struct box *
tree(int type, unsigned n, ...)
{
    struct box *b = leaf(type);
    va_list ap;

    va_start(ap, n);
    for (; n > 0; n--) {
        struct box *part = va_arg(ap, struct box *);
        hang(b, part);
    }
    va_end(ap);
    return b;
}

static PyObject *
make(PyObject *self, PyObject *noargs)
{
    if (root == NULL)
        root = tree(1, 2, leaf(2), tree(3, 1, leaf(4)));
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"make", make, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "boxes", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_boxes(void)
{
    return PyModule_Create(&def);
}

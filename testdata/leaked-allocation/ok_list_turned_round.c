/* A list that grew from its head is turned round in place before use. */
#include <Python.h>

struct frame {
    struct frame *next;
    unsigned size;
};

static struct frame *
push(struct frame *head, unsigned size)
{
    struct frame *f = malloc(sizeof *f);
    if (f == NULL)
        abort();
    f->size = size;
    f->next = head;
    return f;
}

static void
turn_round(struct frame **head)
{
    struct frame *turned = NULL, *top = *head;

    while (top != NULL) {
        *head = (*head)->next;
        top->next = turned;
        turned = top;
        top = *head;
    }
    *head = turned;
}

static PyObject *
sizes(PyObject *self, PyObject *arg)
{
    Py_ssize_t n = PyLong_AsSsize_t(arg);
    struct frame *list = NULL;
    unsigned long sum = 0;

    if (n == -1 && PyErr_Occurred())
        return NULL;
    while (n-- > 0)
        list = push(list, (unsigned)n);
    turn_round(&list);
    while (list != NULL) {
        struct frame *next = list->next;
        sum = sum * 2 + list->size;
        free(list);
        list = next;
    }
    return PyLong_FromUnsignedLong(sum);
}

static PyMethodDef methods[] = {
    {"sizes", sizes, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "sizes", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_sizes(void)
{
    return PyModule_Create(&def);
}

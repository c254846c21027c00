/* What one variable holds is freed by a helper that gets another one, which
 * leads to it.
 */
#include <Python.h>
#include <stdlib.h>

struct part {
    char *data;
    struct part *next;
};

static void
free_next(struct part *p)
{
    p = p->next;
    free(p->data);
}

static PyObject *
ok_two_parts(PyObject *module, PyObject *unused)
{
    struct part first = {NULL, NULL}, second = {NULL, NULL};
    first.data = malloc(10);
    second.data = malloc(20);
    if (first.data == NULL || second.data == NULL) {
        free(first.data);
        free(second.data);
        return PyErr_NoMemory();
    }
    first.next = &second;
    first.data[0] = second.data[0] = 'x';
    free_next(&first);
    PyObject *r = PyBytes_FromStringAndSize(first.data, 1);
    free(first.data);
    return r;
}

PyMethodDef freed_through_link_methods[] = {
    {"two_parts", ok_two_parts, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

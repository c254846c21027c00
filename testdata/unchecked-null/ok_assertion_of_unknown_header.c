/* Assertions of a library whose header is not at hand: they are macros there,
 * and whatever they are here, the process does not go on with a NULL. */
#include <Python.h>

int g_assert(int condition);
int cr_assert_not_null(const void *p);

struct source {
    PyObject *(*create)(struct source *self);
};

static PyObject *
source_create(struct source *self)
{
    g_assert(self && self->create);
    return self->create(self);
}

PyObject *
first_name(PyObject *self, PyObject *noargs)
{
    PyObject *names = PyObject_GetAttrString(self, "names"), *name;

    cr_assert_not_null(names);
    name = PySequence_GetItem(names, 0);
    Py_DECREF(names);
    return name;
}

PyObject *
make(struct source *source)
{
    return source_create(source);
}

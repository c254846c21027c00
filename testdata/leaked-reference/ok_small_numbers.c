/* Small numbers that stand where an object could. */
#include <Python.h>

#define STRICT ((PyObject *)1)
#define IGNORE ((PyObject *)2)
#define LAST IGNORE
#define IS_OWN(p) ((p) < STRICT || (p) > LAST)
#define DROP(p)                                                               \
    do {                                                                      \
        if ((p) != NULL && IS_OWN(p))                                         \
            Py_DECREF(p);                                                     \
    } while (0)

static PyObject *
callback_of(const char *name)
{
    if (name == NULL || strcmp(name, "strict") == 0)
        return STRICT;
    if (strcmp(name, "ignore") == 0)
        return IGNORE;
    return PyUnicode_FromString(name);
}

PyObject *
ok_dropped(PyObject *self, PyObject *args)
{
    const char *name = NULL;
    if (!PyArg_ParseTuple(args, "|z", &name))
        return NULL;
    PyObject *callback = callback_of(name);
    if (callback == NULL)
        return NULL;
    PyObject *r = PyLong_FromLong(IS_OWN(callback));
    DROP(callback);
    return r;
}

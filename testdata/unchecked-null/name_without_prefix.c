/* The helper gives back its argument or a part of it: that the result is
 * NULL says nothing of a pointer that is followed in any case. */
#include <Python.h>

extern Py_ssize_t names_read(int fd, char *to, size_t room);

static Py_ssize_t
read_all(int fd, char **names, size_t *room)
{
    for (;;) {
        Py_ssize_t n = names_read(fd, *names, *room);
        if (n >= 0 && *names != NULL)
            return n;
        *room = n < 0 ? *room * 2 : (size_t)n + 1;
        char *more = PyMem_Realloc(*names, *room);
        if (more == NULL) {
            PyMem_Free(*names);
            *names = NULL;
            PyErr_NoMemory();
            return -1;
        }
        *names = more;
    }
}

static const char *
without(const char *prefix, const char *name)
{
    if (prefix == NULL || *prefix == '\0')
        return name;
    size_t n = strlen(prefix);
    return strncmp(name, prefix, n) == 0 ? name + n : NULL;
}

static PyObject *
spam_count(PyObject *self, PyObject *args)
{
    int fd;
    const char *prefix = NULL;
    char *names = NULL;
    size_t room = 0;
    Py_ssize_t count = 0;
    if (!PyArg_ParseTuple(args, "i|z", &fd, &prefix))
        return NULL;
    Py_ssize_t n = read_all(fd, &names, &room);
    if (n < 0)
        return NULL;
    for (const char *s = names; s - names < n;) {
        if (without(prefix, s) != NULL)
            count++;
        s += strlen(s) + 1; // DOUBT unchecked-null
    }
    PyMem_Free(names);
    return PyLong_FromSsize_t(count);
}

PyMethodDef methods[] = {
    {"count", spam_count, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* The helper asks first whether the module is ready, which its caller has
 * made sure of.  A caller that does not gets the exception.
 */
#include <Python.h>

static int ready;

int
board_is_ready(void)
{
    return ready;
}

void
board_prepare(int on)
{
    ready = on;
}

static const char **
board_types(void)
{
    static const char *names[] = {"text", NULL};
    if (!board_is_ready()) {
        PyErr_SetString(PyExc_RuntimeError, "not ready");
        return NULL;
    }
    return names;
}

static PyObject *
list_types(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    if (!board_is_ready()) {
        PyErr_SetString(PyExc_RuntimeError, "not ready");
        return NULL;
    }
    const char **names = board_types();
    if (names == NULL)
        return PyLong_FromLong(0); // DOUBT result-with-exception
    return PyUnicode_FromString(names[0]);
}

static PyObject *
count_types(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    const char **names = board_types();
    if (names == NULL)
        return PyLong_FromLong(0); // WARN result-with-exception
    return PyLong_FromLong(1);
}

static PyMethodDef methods[] = {
    {"list_types", list_types, METH_NOARGS, NULL},
    {"count_types", count_types, METH_NOARGS, NULL},
    {NULL},
};

extern void install(PyMethodDef *table);

void
install_all(void)
{
    install(methods);
}

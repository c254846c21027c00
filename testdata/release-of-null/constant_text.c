/* Text that the module brings along is sound: only memory may be short.  What
 * somebody writes to need not be.
 */
#include <Python.h>

static const char *const version = "1.2";
static const char key[] = "__key";
static char format[] = "__format";
static char answer[16] = "none";

void fill(char *text);
extern PyObject *module;

static PyObject *
about(PyObject *self, PyObject *args)
{
    PyObject *v = PyUnicode_FromString(version);
    PyObject *known = PyLong_FromLong(self != module);
    Py_DECREF(v); // RARE release-of-null
    return known;
}

static PyObject *
about_key(PyObject *self, PyObject *args)
{
    PyObject *k = PyUnicode_FromString(key);
    PyObject *known = PyLong_FromLong(self != module);
    Py_DECREF(k); // RARE release-of-null
    return known;
}

static PyObject *
about_format(PyObject *self, PyObject *args)
{
    PyObject *f = PyUnicode_FromString(format);
    PyObject *known = PyLong_FromLong(self != module);
    Py_DECREF(f); // RARE release-of-null
    return known;
}

static PyObject *
about_answer(PyObject *self, PyObject *args)
{
    fill(answer);
    PyObject *a = PyUnicode_FromString(answer);
    PyObject *known = PyLong_FromLong(self != module);
    Py_DECREF(a); // WARN release-of-null
    return known;
}

PyMethodDef methods[] = {
    {"about", about, METH_NOARGS, NULL},
    {"about_key", about_key, METH_NOARGS, NULL},
    {"about_format", about_format, METH_NOARGS, NULL},
    {"about_answer", about_answer, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

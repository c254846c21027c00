/* Arrays and numbers that a function of the C library or a parser writes for
 * the module: nobody sees a store.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdio.h>
#include <string.h>

static char last_name[64];
static char message[128];
static int level;
static struct {
    char text[32];
    long size;
} entry;
static const char *const names[] = {"low", "high"};

static PyObject *
remember(PyObject *module, PyObject *name)
{
    Py_ssize_t n;
    const char *s = PyUnicode_AsUTF8AndSize(name, &n);
    if (s == NULL)
        return NULL;
    if (n > 63)
        n = 63;
    memcpy(last_name, s, (size_t)n); // WARN unguarded-static "'last_name'"
    Py_RETURN_NONE;
}

static PyObject *
explain(PyObject *module, PyObject *arg)
{
    long code = PyLong_AsLong(arg);
    if (code == -1 && PyErr_Occurred())
        return NULL;
    snprintf(message, sizeof message, "%ld", code); // WARN unguarded-static
    return PyUnicode_FromString(message);
}

static PyObject *
set_level(PyObject *module, PyObject *args)
{
    if (!PyArg_ParseTuple(args, "i", &level)) // WARN unguarded-static
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
clear_entry(PyObject *module, PyObject *unused)
{
    memset(entry.text, 0, sizeof entry.text); // WARN unguarded-static
    return PyLong_FromLong(entry.size);
}

static PyObject *
ok_local(PyObject *module, PyObject *args)
{
    char buffer[16];
    unsigned char which;
    if (!PyArg_ParseTuple(args, "b", &which))
        return NULL;
    strcpy(buffer, names[which & 1]);
    return PyUnicode_FromString(buffer);
}

PyMethodDef filled_methods[] = {
    {"remember", remember, METH_O, NULL},
    {"explain", explain, METH_O, NULL},
    {"set_level", set_level, METH_VARARGS, NULL},
    {"clear_entry", clear_entry, METH_NOARGS, NULL},
    {"local", ok_local, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

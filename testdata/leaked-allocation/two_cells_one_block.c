/* A helper hands out a text, and in a second variable the block to release
 * if the text had to be built.
 */
#include <Python.h>
#include <stdio.h>
#include <string.h>

static int
full_name(const char *prefix, const char *name, const char **text, char **room)
{
    if (prefix == NULL || *prefix == '\0') {
        *room = NULL;
        *text = name;
        return 0;
    }
    size_t n = strlen(prefix) + strlen(name) + 2;
    *room = PyMem_Malloc(n);
    if (*room == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (snprintf(*room, n, "%s.%s", prefix, name) < 0) {
        PyErr_SetString(PyExc_ValueError, "no such name");
        PyMem_Free(*room);
        return -1;
    }
    *text = *room;
    return 0;
}

static PyObject *
open_named(PyObject *self, PyObject *args)
{
    const char *prefix, *name, *text;
    char *room;
    PyObject *result;
    if (!PyArg_ParseTuple(args, "zs", &prefix, &name))
        return NULL;
    if (full_name(prefix, name, &text, &room) < 0)
        return NULL;
    FILE *f = fopen(text, "r");
    if (f == NULL) {
        result = PyErr_SetFromErrno(PyExc_OSError);
        goto out;
    }
    result = PyLong_FromLong(fclose(f));
    PyMem_Free(room);
out:
    return result; // WARN leaked-allocation "room"
}

static PyObject *
ok_open_named(PyObject *self, PyObject *args)
{
    const char *prefix, *name, *text;
    char *room;
    PyObject *result;
    if (!PyArg_ParseTuple(args, "zs", &prefix, &name))
        return NULL;
    if (full_name(prefix, name, &text, &room) < 0)
        return NULL;
    FILE *f = fopen(text, "r");
    if (f == NULL)
        result = PyErr_SetFromErrno(PyExc_OSError);
    else
        result = PyLong_FromLong(fclose(f));
    PyMem_Free(room);
    return result;
}

static PyMethodDef methods[] = {
    {"open_named", open_named, METH_VARARGS, NULL},
    {"ok_open_named", ok_open_named, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "names", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_names(void)
{
    return PyModule_Create(&module);
}

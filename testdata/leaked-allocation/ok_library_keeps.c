/* A library keeps what it is given, and it is freed here where the library
 * has not taken it only.
 */
#include <Python.h>
#include <stdlib.h>

extern int lib_add(void *list, char *text);
extern int lib_put(void *list, char *text);
extern int lib_queue(void *queue, char *text);
extern void *lib_wrap(char *text, size_t n);

static PyObject *
add(PyObject *self, PyObject *args)
{
    char *text = malloc(64);

    if (text == NULL)
        return PyErr_NoMemory();
    if (lib_add(self, text) < 0) {
        free(text);
        PyErr_SetString(PyExc_ValueError, "not added");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *
put(PyObject *self, PyObject *args)
{
    char *text = malloc(64);

    if (text == NULL)
        return PyErr_NoMemory();
    int done = lib_put(self, text);
    if (!done) {
        free(text);
        PyErr_SetString(PyExc_ValueError, "not put");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *
queue(PyObject *self, PyObject *args)
{
    char *text = malloc(64);

    if (text == NULL)
        return PyErr_NoMemory();
    switch (lib_queue(self, text)) {
    case 0:
        Py_RETURN_NONE;
    case 1:
        free(text);
        Py_RETURN_FALSE;
    default:
        free(text);
        PyErr_SetString(PyExc_ValueError, "not queued");
        return NULL;
    }
}

static PyObject *
wrap(PyObject *self, PyObject *args)
{
    char *text = malloc(64);

    if (text == NULL)
        return PyErr_NoMemory();
    void *wrapper = lib_wrap(text, 64);
    if (wrapper == NULL) {
        free(text);
        return PyErr_NoMemory();
    }
    return PyCapsule_New(wrapper, NULL, NULL);
}

PyMethodDef methods[] = {
    {"add", add, METH_VARARGS, NULL},
    {"put", put, METH_VARARGS, NULL},
    {"queue", queue, METH_VARARGS, NULL},
    {"wrap", wrap, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

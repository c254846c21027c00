/* NULL is what these functions of the C library are often given: the function
 * goes on behind them.
 */
#include <Python.h>
#include <dlfcn.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex;

static PyObject *
lock_new(PyObject *self, PyObject *args)
{
    PyObject *list = PyList_New(0);

    pthread_mutex_init(&mutex, NULL);
    if (list == NULL)
        return NULL;
    return PyLong_FromLong(1); // WARN leaked-reference "'list'"
}

static PyObject *
unbuffered(PyObject *self, PyObject *args)
{
    PyObject *list = PyList_New(0);

    fflush(NULL);
    setvbuf(stdout, NULL, _IONBF, 0);
    if (list == NULL)
        return NULL;
    return PyLong_FromLong(1); // WARN leaked-reference "'list'"
}

static PyObject *
width(PyObject *self, PyObject *args)
{
    PyObject *list = PyList_New(0);
    int n = snprintf(NULL, 0, "%d", 4711);

    if (list == NULL)
        return NULL;
    return PyLong_FromLong(n); // WARN leaked-reference "'list'"
}

static PyObject *
handle(PyObject *self, PyObject *args)
{
    PyObject *list = PyList_New(0);
    void *all = dlopen(NULL, RTLD_NOW);

    if (list == NULL)
        return NULL;
    return PyBool_FromLong(all != NULL); // WARN leaked-reference "'list'"
}

static PyObject *
wait_for(PyObject *self, PyObject *args)
{
    PyObject *list = PyList_New(0);

    poll(NULL, 0, 3);
    if (list == NULL)
        return NULL;
    return PyLong_FromLong(1); // WARN leaked-reference "'list'"
}

static PyObject *
locale_name(PyObject *self, PyObject *args)
{
    PyObject *list = PyList_New(0);
    const char *name = setlocale(LC_ALL, NULL);

    if (list == NULL)
        return NULL;
    if (name == NULL)
        Py_RETURN_NONE; // WARN leaked-reference "'list'"
    Py_DECREF(list);
    return PyUnicode_FromString(name);
}

PyMethodDef methods[] = {
    {"lock_new", lock_new, METH_VARARGS, NULL},
    {"unbuffered", unbuffered, METH_VARARGS, NULL},
    {"width", width, METH_VARARGS, NULL},
    {"handle", handle, METH_VARARGS, NULL},
    {"wait_for", wait_for, METH_VARARGS, NULL},
    {"locale_name", locale_name, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

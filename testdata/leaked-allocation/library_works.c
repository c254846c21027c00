/* A library works with memory that the function frees afterwards: it has not
 * kept it, so that it is lost where the function forgets it.
 */
#include <Python.h>
#include <stdlib.h>

extern int lib_receive(void *stream, char *buf, size_t size);
extern void lib_render(char *out, size_t size, int level);

static PyObject *
receive(PyObject *self, PyObject *args)
{
    int size, got;
    char *buf;

    if (!PyArg_ParseTuple(args, "i", &size))
        return NULL;
    buf = malloc((size_t)size + 1);
    if (buf == NULL)
        return PyErr_NoMemory();
    Py_BEGIN_ALLOW_THREADS got = lib_receive(self, buf, (size_t)size);
    Py_END_ALLOW_THREADS if (got < 0)
        Py_RETURN_NONE; // WARN leaked-allocation "'buf'"
    PyObject *result = PyBytes_FromStringAndSize(buf, got);
    free(buf);
    return result;
}

static int
make_room(void *where, size_t n)
{
    *(void **)where = calloc(n, 1);
    return *(void **)where == NULL ? -1 : 0;
}

static void
end_room(void *where)
{
    free(*(void **)where);
    *(void **)where = NULL;
}

static PyObject *
receive_text(PyObject *self, PyObject *args)
{
    int size, got;
    char *buf = NULL;

    if (!PyArg_ParseTuple(args, "i", &size))
        return NULL;
    if (make_room(&buf, size > 0 ? (size_t)size : 1) < 0)
        return PyErr_NoMemory();
    got = lib_receive(self, buf, (size_t)size);
    if (got == -2)
        return PyLong_FromLong(got); // WARN leaked-allocation "'buf'"
    PyObject *result = PyUnicode_FromStringAndSize(buf, got > -1 ? got : 0);
    end_room(&buf);
    return result;
}

static PyObject *
render(PyObject *self, PyObject *args)
{
    int level;
    unsigned char *out;

    if (!PyArg_ParseTuple(args, "i", &level))
        return NULL;
    out = PyMem_Malloc(512);
    if (out == NULL)
        return PyErr_NoMemory();
    lib_render((char *)out, 512, level);
    if (out[0] == 0) {
        PyErr_SetString(PyExc_ValueError, "nothing came out");
        return NULL; // WARN leaked-allocation "'out'"
    }
    PyObject *result = PyBytes_FromString((char *)out);
    PyMem_Free(out);
    return result;
}

PyMethodDef methods[] = {
    {"receive", receive, METH_VARARGS, NULL},
    {"receive_text", receive_text, METH_VARARGS, NULL},
    {"render", render, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

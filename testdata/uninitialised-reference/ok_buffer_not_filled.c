/* A Py_buffer that PyBuffer_Release() may be given in any case. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
zeroed(PyObject *self, PyObject *args)
{
    Py_buffer data = {NULL};
    PyObject *result = NULL;
    if (PyArg_ParseTuple(args, "y*", &data))
        result = PyLong_FromSsize_t(data.len);
    PyBuffer_Release(&data);
    return result;
}

static PyObject *
cleared(PyObject *self, PyObject *o)
{
    Py_buffer view;
    PyObject *result = NULL;
    memset(&view, 0, sizeof view);
    if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) == 0)
        result = PyLong_FromSsize_t(view.len);
    PyBuffer_Release(&view);
    return result;
}

static PyObject *
without_object(PyObject *self, PyObject *o)
{
    Py_buffer view;
    PyObject *result = NULL;
    view.obj = NULL;
    if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) == 0)
        result = PyLong_FromSsize_t(view.len);
    PyBuffer_Release(&view);
    return result;
}

static int
fill(PyObject *o, Py_buffer *view)
{
    view->obj = NULL;
    return PyObject_GetBuffer(o, view, PyBUF_SIMPLE);
}

static PyObject *
by_helper(PyObject *self, PyObject *o)
{
    Py_buffer view;
    PyObject *result = NULL;
    if (fill(o, &view) == 0)
        result = PyLong_FromSsize_t(view.len);
    PyBuffer_Release(&view);
    return result;
}

static PyObject *
told_by_flag(PyObject *self, PyObject *args)
{
    Py_buffer first, second;
    PyObject *a, *b = NULL, *result = NULL;
    int have = 0;
    if (!PyArg_ParseTuple(args, "O|O", &a, &b))
        return NULL;
    if (PyObject_GetBuffer(a, &first, PyBUF_SIMPLE) < 0)
        return NULL;
    if (b != NULL) {
        if (PyObject_GetBuffer(b, &second, PyBUF_SIMPLE) < 0)
            goto done;
        have = 1;
    }
    result = PyBool_FromLong(have && first.len == second.len);
done:
    if (have)
        PyBuffer_Release(&second);
    PyBuffer_Release(&first);
    return result;
}

static PyObject *
again(PyObject *self, PyObject *args)
{
    Py_buffer view;
    Py_ssize_t n = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); i++) {
        PyObject *item = PyTuple_GET_ITEM(args, i);
        if (PyObject_GetBuffer(item, &view, PyBUF_SIMPLE) < 0)
            return NULL;
        n += view.len;
        PyBuffer_Release(&view);
    }
    return PyLong_FromSsize_t(n);
}

static PyMethodDef methods[] = {
    {"zeroed", zeroed, METH_VARARGS, NULL},
    {"cleared", cleared, METH_O, NULL},
    {"without_object", without_object, METH_O, NULL},
    {"by_helper", by_helper, METH_O, NULL},
    {"told_by_flag", told_by_flag, METH_VARARGS, NULL},
    {"again", again, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef views_module = {
    PyModuleDef_HEAD_INIT, .m_name = "views", .m_size = -1,
    .m_methods = methods};

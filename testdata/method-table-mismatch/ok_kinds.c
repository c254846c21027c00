/* One function of each kind. */
#include <Python.h>

static PyObject *
varargs(PyObject *self, PyObject *args)
{
    return PyLong_FromSsize_t(PyTuple_GET_SIZE(args));
}

static PyObject *
keywords(PyObject *self, PyObject *args, PyObject *kw)
{
    return PyBool_FromLong(kw == NULL);
}

static PyObject *
noargs(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    return PyLong_FromLong(1);
}

static PyObject *
single(PyObject *self, PyObject *o)
{
    return PyObject_Str(o);
}

static PyObject *
fast(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return n > 0 ? PyObject_Repr(args[0]) : PyLong_FromLong(0);
}

static PyObject *
fast_keywords(PyObject *self, PyObject *const *args, Py_ssize_t n,
              PyObject *names)
{
    return names == NULL ? fast(self, args, n) : PySequence_List(names);
}

static PyMethodDef methods[] = {
    {"varargs", varargs, METH_VARARGS, NULL},
    {"keywords", (PyCFunction)(void (*)(void))keywords,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {"noargs", noargs, METH_NOARGS, NULL},
    {"single", single, METH_O, PyDoc_STR("one")},
    {"fast", (PyCFunction)(void (*)(void))fast, METH_FASTCALL, NULL},
    {"fast_keywords", (PyCFunction)(void (*)(void))fast_keywords,
     METH_FASTCALL | METH_KEYWORDS, NULL},
    {"make", varargs, METH_VARARGS | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

PyModuleDef kinds_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "kinds",
    .m_methods = methods,
};

/* Rows made by a macro. */
#include <Python.h>

#define METHOD(name)                                                          \
    {                                                                         \
        #name, (PyCFunction)(void (*)(void))do_##name,                        \
            METH_VARARGS | METH_KEYWORDS, NULL                                \
    }

static PyObject *
do_read(PyObject *self, PyObject *args, PyObject *kw)
{
    return PyBool_FromLong(kw != NULL);
}

static PyObject *
do_write(PyObject *self, PyObject *args, PyObject *kw)
{
    return PyBool_FromLong(args == kw);
}

static PyMethodDef methods[] = {METHOD(read), METHOD(write), {NULL}};

int
install(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}

/* Structs that own their references, or are gone before it matters. */
#include <Python.h>

typedef struct timer {
    PyObject *callback;
    double due;
} timer;

static void
timer_free(timer *t)
{
    Py_XDECREF(t->callback);
    PyMem_Free(t);
}

static void
timer_end(PyObject *capsule)
{
    timer_free(PyCapsule_GetPointer(capsule, "timer"));
}

static PyObject *
timer_add(PyObject *queue, PyObject *args)
{
    timer *t;
    PyObject *callback;
    double due;
    if (!PyArg_ParseTuple(args, "Od", &callback, &due))
        return NULL;
    t = PyMem_Malloc(sizeof *t);
    if (t == NULL)
        return PyErr_NoMemory();
    t->callback = callback;
    t->due = due;
    if (due < 0) {
        PyMem_Free(t);
        PyErr_SetString(PyExc_ValueError, "in the past");
        return NULL;
    }
    PyObject *capsule = PyCapsule_New(t, "timer", timer_end);
    if (capsule == NULL) {
        PyMem_Free(t);
        return NULL;
    }
    Py_INCREF(callback);
    return capsule;
}

/* Given a reference by the caller. */
static timer *
timer_take(PyObject *callback)
{
    timer *t = PyMem_Malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    t->callback = callback;
    t->due = 0;
    return t;
}

static PyObject *
timer_run(PyObject *self, PyObject *callback)
{
    Py_INCREF(callback);
    timer *t = timer_take(callback);
    if (t == NULL) {
        Py_DECREF(callback);
        return PyErr_NoMemory();
    }
    PyObject *result = PyObject_CallNoArgs(t->callback);
    timer_free(t);
    return result;
}

static PyMethodDef methods[] = {
    {"add", timer_add, METH_VARARGS, NULL},
    {"run", timer_run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "timers", .m_size = -1,
    .m_methods = methods};

PyMODINIT_FUNC
PyInit_timers(void)
{
    return PyModule_Create(&module);
}

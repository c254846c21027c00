/* Where the jump lands the GIL is taken back. */
#include <Python.h>
#include <setjmp.h>

extern int decode_row(void *decoder);

static jmp_buf give_up;

static void
check(int status)
{
    if (status < 0)
        longjmp(give_up, -status);
}

static PyObject *
decode(PyObject *module, PyObject *arg)
{
    PyThreadState *volatile state = NULL;
    void *decoder = PyCapsule_GetPointer(arg, "decoder");
    if (decoder == NULL)
        return NULL;
    if (setjmp(give_up) != 0) {
        PyEval_RestoreThread(state);
        PyErr_SetString(PyExc_ValueError, "damaged picture");
        return NULL;
    }
    state = PyEval_SaveThread();
    for (int i = 0; i < 100; i++)
        check(decode_row(decoder));
    PyEval_RestoreThread(state);
    Py_RETURN_NONE;
}

static PyObject *
decode_one(PyObject *module, PyObject *arg)
{
    PyThreadState *volatile state = NULL;
    void *decoder = PyCapsule_GetPointer(arg, "decoder");
    if (decoder == NULL)
        return NULL;
    if (setjmp(give_up) != 0) {
        if (state != NULL)
            PyEval_RestoreThread(state);
        PyErr_SetString(PyExc_ValueError, "damaged picture");
        return NULL;
    }
    state = PyEval_SaveThread();
    if (decode_row(decoder) < 0)
        longjmp(give_up, 1);
    PyEval_RestoreThread(state);
    Py_RETURN_NONE;
}

PyMethodDef decoder_methods[] = {
    {"decode", decode, METH_O, NULL},
    {"decode_one", decode_one, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

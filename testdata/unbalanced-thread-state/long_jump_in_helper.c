/* A helper gives up with longjmp(), on some ways, wherever it is called. */
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
decode_rows(PyObject *module, PyObject *arg)
{
    void *decoder = PyCapsule_GetPointer(arg, "decoder");
    if (decoder == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    for (int i = 0; i < 100; i++)
        check(decode_row(decoder)); // WARN unbalanced-thread-state "not taken back"
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyObject *
decode(PyObject *module, PyObject *arg)
{
    if (setjmp(give_up) != 0) {
        PyErr_SetString(PyExc_ValueError, "damaged picture");
        return NULL;
    }
    return decode_rows(module, arg);
}

PyMethodDef decoder_methods[] = {
    {"decode", decode, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

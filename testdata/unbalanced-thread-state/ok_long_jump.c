/* Jumps stay in the region. */
#include <Python.h>
#include <setjmp.h>

extern int decode_row(void *decoder);

static PyObject *
decode(PyObject *module, PyObject *arg)
{
    jmp_buf failed;
    int rows = 0;
    void *decoder = PyCapsule_GetPointer(arg, "decoder");
    if (decoder == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    if (setjmp(failed) != 0)
        rows = -1;
    else if (decode_row(decoder) < 0)
        longjmp(failed, 1);
    Py_END_ALLOW_THREADS
    if (rows < 0) {
        PyErr_SetString(PyExc_ValueError, "damaged picture");
        return NULL;
    }
    Py_RETURN_NONE;
}

PyMethodDef decoder_methods[] = {
    {"decode", decode, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

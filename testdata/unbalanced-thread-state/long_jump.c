/* The decoder's error handler jumps out of the region, to where nothing takes
 * the GIL back. */
#include <Python.h>
#include <setjmp.h>

extern int decode_row(void *decoder);

static PyObject *
decode(PyObject *module, PyObject *arg)
{
    jmp_buf failed;
    void *decoder = PyCapsule_GetPointer(arg, "decoder");
    if (decoder == NULL)
        return NULL;
    if (setjmp(failed)) {
        PyErr_SetString(PyExc_ValueError, "damaged picture"); // WARN api-call-without-gil
        return NULL; // WARN unbalanced-thread-state "not taken back"
    }
    Py_BEGIN_ALLOW_THREADS
    while (decode_row(decoder) != 0)
        if (decode_row(decoder) < 0)
            longjmp(failed, 1);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

PyMethodDef decoder_methods[] = {
    {"decode", decode, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

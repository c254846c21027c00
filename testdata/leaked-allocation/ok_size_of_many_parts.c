/* Small blocks come from the stack and large ones from the heap; the size is
   computed in so many steps that its comparison is a long expression. */
#include <Python.h>
#include <stdlib.h>
#include <alloca.h>

#define ON_STACK 4096
#define SCRATCH_NEW(p, n)         \
    if ((n) < ON_STACK) {         \
        p = alloca(n);            \
    }                             \
    else if (!(p = malloc(n))) {  \
        PyErr_NoMemory();         \
        return NULL;              \
    }
#define SCRATCH_END(p, n) \
    if ((n) >= ON_STACK)  \
    free(p)

typedef struct {
    PyObject_HEAD
    long bits;
    int sign;
} Digits;

extern const int bits_per_limb;

static PyObject *
dump(Digits *self, PyObject *Py_UNUSED(ignored))
{
    size_t limbs = 0, width = 4, size = 4;
    char *text;
    limbs = (self->bits + bits_per_limb - 1) / bits_per_limb;
    if (limbs >> 16 >> 16)
        width = 8;
    size += 2 * width + limbs * (bits_per_limb >> 3);
    SCRATCH_NEW(text, size);
    text[0] = (char)self->sign;
    if (bits_per_limb >> 3 == 8)
        text[0] |= 2;
    else if (bits_per_limb >> 3 != 4) {
        PyErr_SetString(PyExc_SystemError, "strange limbs");
        SCRATCH_END(text, size);
        return NULL;
    }
    PyObject *made = PyBytes_FromStringAndSize(text, (Py_ssize_t)size);
    SCRATCH_END(text, size);
    return made;
}

PyMethodDef digits_methods[] = {
    {"dump", (PyCFunction)dump, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

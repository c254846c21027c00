/* The helper gives up the reference that a ring of objects held, or does
 * nothing; that it raises at times is no difference between the two. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *ring;
    int state;
} MemberObject;

static void
leave_ring(MemberObject *self)
{
    if (self->state == 0)
        return;
    self->state = 0;
    (void)PyObject_SetAttrString((PyObject *)self, "left", Py_True);
    Py_DECREF(self);
}

static PyObject *
member_leave(MemberObject *self, PyObject *ignored)
{
    if (self->ring != NULL) {
        leave_ring(self); // DOUBT excess-release "'self'"
        if (PyErr_Occurred())
            return NULL;
    }
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"leave", (PyCFunction)member_leave, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* The body is elsewhere: what is said is believed. */
#include <Python.h>

#ifdef WITH_CPYCHECKER_RETURNS_BORROWED_REF_ATTRIBUTE
#define BORROWED __attribute__((cpychecker_returns_borrowed_ref))
#define STEALS(n) __attribute__((cpychecker_steals_reference_to_arg(n)))
#else
#define BORROWED
#define STEALS(n)
#endif

extern PyObject *frame_of(void *frame) BORROWED;
extern int set_frame(void *frame, PyObject *object) STEALS(2);

PyObject *
frame_object(void *frame)
{
    PyObject *o = frame_of(frame);
    Py_XINCREF(o);
    return o;
}

int
new_frame(void *frame)
{
    PyObject *o = PyList_New(0);
    return o == NULL ? -1 : set_frame(frame, o);
}

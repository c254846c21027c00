/* Stands before Python's own header where `refaudit cc --instrument` compiles:
 * references are counted by calls, which the companion runtime sees, with
 * their lines.  Py_CLEAR() and its like use these macros themselves.  What a
 * file cannot be compiled with is left as it is, by REFAUDIT_NO_<name>. */
#ifndef REFAUDIT_PYTHON_H
#define REFAUDIT_PYTHON_H
#pragma GCC system_header

#include_next <Python.h>

#ifndef REFAUDIT_NO_Py_INCREF
#undef Py_INCREF
#define Py_INCREF(o) Py_IncRef((PyObject *)(o))
#endif
#ifndef REFAUDIT_NO_Py_XINCREF
#undef Py_XINCREF
#define Py_XINCREF(o) Py_IncRef((PyObject *)(o))
#endif
#ifndef REFAUDIT_NO_Py_DECREF
#undef Py_DECREF
#define Py_DECREF(o) Py_DecRef((PyObject *)(o))
#endif
#ifndef REFAUDIT_NO_Py_XDECREF
#undef Py_XDECREF
#define Py_XDECREF(o) Py_DecRef((PyObject *)(o))
#endif

static inline PyObject *
refaudit_new_reference(PyObject *o)
{
    Py_IncRef(o);
    return o;
}

#ifndef REFAUDIT_NO_Py_NewRef
#undef Py_NewRef
#define Py_NewRef(o) refaudit_new_reference((PyObject *)(o))
#endif
#ifndef REFAUDIT_NO_Py_XNewRef
#undef Py_XNewRef
#define Py_XNewRef(o) refaudit_new_reference((PyObject *)(o))
#endif

#endif

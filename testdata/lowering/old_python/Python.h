/* As much of an old Python as shows what it lacks: there is no Py_ssize_t, and
   its macros do not cast. */
#ifndef Py_PYTHON_H
#define Py_PYTHON_H

typedef struct _object {
    int ob_refcnt;
    struct _typeobject *ob_type;
} PyObject;

typedef struct {
    int ob_refcnt;
    struct _typeobject *ob_type;
    int ob_size;
} PyVarObject;

typedef struct _typeobject PyTypeObject;

typedef struct {
    int ob_refcnt;
    struct _typeobject *ob_type;
    int ob_size;
    PyObject *ob_item[1];
} PyTupleObject;

#define PyTuple_SET_ITEM(op, i, v) (((PyTupleObject *)(op))->ob_item[i] = v)
#define PyTuple_GET_SIZE(op) (((PyVarObject *)(op))->ob_size)
#define Py_INCREF(op) ((op)->ob_refcnt++)
#define Py_DECREF(op) \
    if (--(op)->ob_refcnt != 0)  \
        ; \
    else \
        _Py_Dealloc((PyObject *)(op))

void _Py_Dealloc(PyObject *);
int PyObject_IsTrue(PyObject *);

#endif

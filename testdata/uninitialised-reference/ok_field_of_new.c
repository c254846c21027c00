/* Ways to set the fields of an instance whose memory nobody has cleared. */
#include <Python.h>

#include <string.h>

typedef struct {
    PyObject_HEAD
    PyObject *first, *second;
} Pair;

typedef struct {
    PyObject_HEAD
    struct {
        PyObject *a, *b;
    } both;
    PyObject *rest[3];
} Many;

extern PyTypeObject Pair_Type, Many_Type;
extern void set_up(Pair *self);

static void
begin(Pair *self)
{
    self->first = NULL;
    self->second = NULL;
}

PyObject *
by_unknown(void)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    set_up(self);
    Py_CLEAR(self->first);
    return (PyObject *)self;
}

PyObject *
by_helper(void)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    begin(self);
    Py_CLEAR(self->first);
    return (PyObject *)self;
}

PyObject *
as_a_whole(void)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    memset((char *)self + sizeof(PyObject), 0,
           sizeof(Pair) - sizeof(PyObject));
    Py_CLEAR(self->first);
    return (PyObject *)self;
}

PyObject *
copied(Pair *from)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    memcpy(&self->first, &from->first, sizeof(Pair) - sizeof(PyObject));
    if (PyCallable_Check(self->first))
        self->second = NULL;
    return (PyObject *)self;
}

PyObject *
by_pointer(void)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    PyObject **at = &self->first;
    at[0] = NULL;
    at[1] = NULL;
    Py_CLEAR(self->first);
    Py_CLEAR(self->second);
    return (PyObject *)self;
}

PyObject *
struct_in_struct(Many *from)
{
    Many *self = PyObject_New(Many, &Many_Type);
    if (self == NULL)
        return NULL;
    self->both = from->both;
    if (PyCallable_Check(self->both.a))
        self->both.b = NULL;
    for (int i = 0; i < 3; i++)
        self->rest[i] = NULL;
    Py_XDECREF(self->rest[1]);
    return (PyObject *)self;
}

/* Its head has a value from the beginning. */
PyObject *
head(void)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    PyObject *type = (PyObject *)Py_TYPE(self);
    self->first = Py_NewRef(type);
    self->second = NULL;
    return (PyObject *)self;
}

PyObject *
at_first(PyObject *o, int n)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    for (int i = 0; i < n; i++) {
        if (i == 0)
            begin(self);
        Py_XSETREF(self->first, Py_NewRef(o));
    }
    return (PyObject *)self;
}

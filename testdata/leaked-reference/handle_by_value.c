/* An object that is handed on as a number in a struct: a handle, which its
 * holder turns back later.
 */
#include <Python.h>

typedef struct {
    Py_ssize_t i;
} Handle;

static inline Handle
to_handle(PyObject *o)
{
    return (Handle){(Py_ssize_t)o};
}

static inline Handle
to_offset_handle(PyObject *o)
{
    Handle h;
    if (o == NULL)
        return (Handle){0};
    h.i = (Py_ssize_t)o + 1;
    return h;
}

static inline Py_ssize_t
to_number(PyObject *o)
{
    return (Py_ssize_t)o;
}

Handle
ok_handle_of_number(long n)
{
    return to_handle(PyLong_FromLong(n));
}

Handle
ok_handle_of_type(PyObject *o)
{
    PyObject *type = (PyObject *)Py_TYPE(o);
    Py_INCREF(type);
    return to_offset_handle(type);
}

void
ok_handle_in_place(Handle *out)
{
    PyObject *list = PyList_New(0);
    *out = to_offset_handle(list);
}

Py_ssize_t
ok_number_of_object(long n)
{
    return to_number(PyLong_FromLong(n));
}

Handle
item_of_lost_list(PyObject *o)
{
    PyObject *list = PySequence_List(o);
    if (list == NULL)
        return to_handle(NULL);
    return to_handle(PySequence_GetItem(list, 0)); // WARN leaked-reference "reference to 'list'"
}

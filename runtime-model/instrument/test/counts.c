/* Functions that count references wrongly, one defect each.  The line above a
 * function says what the runtime must find out: the kind of record, the API
 * call that it must name ("-": none), the grade of the evidence and the call
 * that has to fail for it ("-": none). */
#include "defects.h"

/* ---- objects that are lost ---------------------------------------------- */

// FIND leak PyList_New natural -
static PyObject *
lose_list(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (PyList_Append(list, arg) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    return PyLong_FromSsize_t(PyList_GET_SIZE(list));
}

// FIND leak PyList_New natural -
static PyObject *
lose_beside_freed_pieces(PyObject *self, PyObject *arg)
{
    enum { PIECES = 400 };
    static void *pieces[PIECES];
    static int freed = -1;
    if (freed < 0) {
        for (int i = 0; i < PIECES; i++)
            pieces[i] = malloc(104);
        freed = 0;
    }
    /* They lie in the C library's lists from now on, which scrambles what
     * each of them holds. */
    for (int i = 0; i < 2 && freed < PIECES; i++)
        free(pieces[freed++]);
    PyObject *list = PyList_New(3); // HERE
    if (list == NULL)
        return NULL;
    Py_RETURN_NONE;
}

// FIND leak PyDict_New genuine PyDict_SetItemString
static PyObject *
lose_dict_on_failure(PyObject *self, PyObject *arg)
{
    PyObject *d = PyDict_New();
    if (d == NULL)
        return NULL;
    if (PyDict_SetItemString(d, "some key that is new", arg) < 0)
        return NULL;
    return d;
}

// FIND leak PyFloat_FromDouble natural -
static PyObject *
lose_float(PyObject *self, PyObject *arg)
{
    PyObject *f = PyFloat_FromDouble(1.5);
    return PyBool_FromLong(f != NULL && PyFloat_AS_DOUBLE(f) > 1);
}

// FIND leak PyUnicode_FromFormat natural -
static PyObject *
lose_text(PyObject *self, PyObject *arg)
{
    PyObject *text = PyUnicode_FromFormat("%s of %zd", "one",
                                          PyUnicode_GET_LENGTH(arg));
    return text == NULL ? NULL
                        : PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text));
}

// FIND leak PyLong_FromLong natural -
static PyObject *
lose_number_to_list(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(0);
    PyObject *n = PyLong_FromLong(123456);
    if (list == NULL || n == NULL || PyList_Append(list, n) < 0) {
        Py_XDECREF(list);
        Py_XDECREF(n);
        return NULL;
    }
    return list;
}

// FIND leak PyBytes_FromString genuine PyTuple_New
static PyObject *
lose_bytes_before_tuple(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromString("some bytes");
    if (b == NULL)
        return NULL;
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, b);
    return t;
}

// FIND leak PyTuple_New genuine PyLong_FromLong
static PyObject *
lose_tuple_in_loop(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(3);
    if (t == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < 3; i++) {
        PyObject *n = PyLong_FromLong(100000 + (long)i);
        if (n == NULL)
            return NULL;
        PyTuple_SET_ITEM(t, i, n);
    }
    return t;
}

// FIND leak PySequence_List natural -
static PyObject *
lose_copy(PyObject *self, PyObject *arg)
{
    PyObject *copy = PySequence_List(kept);
    if (copy == NULL)
        return NULL;
    Py_ssize_t n = PyList_GET_SIZE(copy);
    return PyLong_FromSsize_t(n);
}

// FIND leak PySet_New natural -
static PyObject *
lose_set(PyObject *self, PyObject *arg)
{
    PyObject *set = PySet_New(NULL);
    if (set == NULL || PySet_Add(set, arg) < 0)
        return NULL;
    return PyLong_FromSsize_t(PySet_GET_SIZE(set));
}

// FIND leak PyObject_GetIter natural -
static PyObject *
lose_iterator(PyObject *self, PyObject *arg)
{
    PyObject *it = PyObject_GetIter(kept), *item;
    long n = 0;
    if (it == NULL)
        return NULL;
    while ((item = PyIter_Next(it)) != NULL) {
        Py_DECREF(item);
        n++;
    }
    return PyLong_FromLong(n);
}

// FIND leak PyObject_CallObject natural -
static PyObject *
lose_call_result(PyObject *self, PyObject *arg)
{
    PyObject *made = PyObject_CallObject((PyObject *)&PyList_Type, NULL);
    if (made == NULL)
        return NULL;
    Py_RETURN_NONE;
}

// FIND leak PyByteArray_FromStringAndSize natural -
static PyObject *
lose_bytearray(PyObject *self, PyObject *arg)
{
    PyObject *b = PyByteArray_FromStringAndSize("abc", 3);
    return b == NULL ? NULL : PyBytes_FromString(PyByteArray_AS_STRING(b));
}

// FIND leak Py_BuildValue natural -
static PyObject *
lose_built(PyObject *self, PyObject *arg)
{
    PyObject *t = Py_BuildValue("(iO)", 77, arg);
    if (t == NULL)
        return NULL;
    return PyLong_FromSsize_t(PyTuple_GET_SIZE(t));
}

// FIND leak PyCapsule_New genuine PyList_New
static PyObject *
lose_capsule(PyObject *self, PyObject *arg)
{
    static int anything;
    PyObject *c = PyCapsule_New(&anything, "anything", NULL);
    if (c == NULL)
        return NULL;
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, c);
    return list;
}

/* ---- references that are lost ------------------------------------------- */

// FIND refleak PyList_GetItem natural -
static PyObject *
keep_borrowed(PyObject *self, PyObject *arg)
{
    PyObject *o = PyList_GetItem(kept, 0);
    if (o == NULL)
        return NULL;
    Py_INCREF(o);
    return PyLong_FromSsize_t(PyList_GET_SIZE(kept));
}

// FIND refleak - natural -
static PyObject *
keep_argument(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    if (!PyUnicode_Check(arg))
        return NULL;
    return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(arg));
}

// FIND refleak - genuine PyTuple_New
static PyObject *
keep_argument_on_failure(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, arg);
    return t;
}

// FIND refleak PyObject_GetAttrString natural -
static PyObject *
keep_attribute(PyObject *self, PyObject *arg)
{
    PyObject *m = PyObject_GetAttrString(arg, "upper");
    PyObject *type = PyObject_GetAttrString(self, "Plain"); // HERE
    Py_XDECREF(m);
    if (m == NULL || type == NULL)
        return NULL;
    Py_RETURN_NONE;
}

// FIND refleak PyObject_GetAttrString natural -
static PyObject *
keep_type(PyObject *self, PyObject *arg)
{
    PyObject *plain = PyObject_GetAttrString(self, "Plain");
    if (plain == NULL)
        return NULL;
    PyObject *o = PyObject_CallObject(plain, NULL);
    Py_DECREF(plain);
    if (o == NULL)
        return NULL;
    PyObject *type = PyObject_Type(o);
    Py_DECREF(o);
    return PyBool_FromLong(PyType_Check(type));
}

// FIND refleak PyDict_GetItemString natural -
static PyObject *
keep_from_dict(PyObject *self, PyObject *arg)
{
    PyObject *d = PyModule_GetDict(self);
    PyObject *o = PyDict_GetItemString(d, "table");
    Py_XINCREF(o);
    return PyBool_FromLong(o != NULL);
}

// FIND refleak PyImport_ImportModule natural -
static PyObject *
keep_module(PyObject *self, PyObject *arg)
{
    PyObject *m = PyImport_ImportModule("sys");
    if (m == NULL)
        return NULL;
    Py_RETURN_NONE;
}

// FIND refleak PySequence_GetItem genuine PyList_New
static PyObject *
keep_item_on_failure(PyObject *self, PyObject *arg)
{
    PyObject *item = PySequence_GetItem(kept, 1);
    if (item == NULL)
        return NULL;
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, item);
    return list;
}

/* ---- references that are released twice --------------------------------- */

// FIND overdecref - natural -
static PyObject *
drop_argument(PyObject *self, PyObject *arg)
{
    Py_DECREF(arg);
    Py_RETURN_NONE;
}

// FIND overdecref PyList_GetItem natural -
static PyObject *
drop_borrowed(PyObject *self, PyObject *arg)
{
    PyObject *o = PyList_GetItem(kept, 0);
    if (o == NULL)
        return NULL;
    Py_ssize_t n = PyObject_Size(o);
    Py_DECREF(o);
    return PyLong_FromSsize_t(n);
}

// FIND overdecref PyDict_GetItemString natural -
static PyObject *
return_borrowed(PyObject *self, PyObject *arg)
{
    return PyDict_GetItemString(PyModule_GetDict(self), "table");
}

// FIND overdecref - natural -
static PyObject *
return_argument(PyObject *self, PyObject *arg)
{
    return arg;
}

// FIND overdecref - genuine PyTuple_New
static PyObject *
drop_argument_on_failure(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(2);
    if (t == NULL) {
        Py_DECREF(arg);
        return NULL;
    }
    Py_DECREF(t);
    Py_RETURN_NONE;
}

// FIND overdecref PyTuple_GetItem natural -
static PyObject *
drop_tuple_item(PyObject *self, PyObject *arg)
{
    PyObject *pair = PyList_GetItem(kept, 2);
    PyObject *first = PyTuple_GetItem(pair, 0);
    if (first == NULL)
        return NULL;
    Py_DECREF(first);
    Py_RETURN_NONE;
}

// FIND overdecref - natural -
static PyObject *
drop_stolen(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, arg); /* no reference of our own */
    Py_DECREF(list);
    Py_RETURN_NONE;
}

// FIND overdecref - natural -
static PyObject *
drop_in_parse(PyObject *self, PyObject *args)
{
    PyObject *o;
    if (!PyArg_ParseTuple(args, "O", &o))
        return NULL;
    PyObject *size = PyLong_FromSsize_t(PyObject_Size(o));
    Py_DECREF(o);
    return size;
}

/* ---- the table ---------------------------------------------------------- */

static PyMethodDef methods[] = {
    METHOD(lose_list),
    METHOD(lose_beside_freed_pieces),
    METHOD(lose_dict_on_failure),
    METHOD(lose_float),
    METHOD(lose_text),
    METHOD(lose_number_to_list),
    METHOD(lose_bytes_before_tuple),
    METHOD(lose_tuple_in_loop),
    METHOD(lose_copy),
    METHOD(lose_set),
    METHOD(lose_iterator),
    METHOD(lose_call_result),
    METHOD(lose_bytearray),
    METHOD(lose_built),
    METHOD(lose_capsule),
    METHOD(keep_borrowed),
    METHOD(keep_argument),
    METHOD(keep_argument_on_failure),
    METHOD(keep_attribute),
    METHOD(keep_type),
    METHOD(keep_from_dict),
    METHOD(keep_module),
    METHOD(keep_item_on_failure),
    METHOD(drop_argument),
    METHOD(drop_borrowed),
    METHOD(return_borrowed),
    METHOD(return_argument),
    METHOD(drop_argument_on_failure),
    METHOD(drop_tuple_item),
    METHOD(drop_stolen),
    {"drop_in_parse", drop_in_parse, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "counts",
                                    .m_size = -1, .m_methods = methods};

PyMODINIT_FUNC
PyInit_counts(void)
{
    PyObject *m = PyModule_Create(&module);
    if (m != NULL && fill(m) < 0)
        Py_CLEAR(m);
    return m;
}

/* Functions that are wrong, one defect each.  The line above a function says
 * what the runtime must find out: the kind of record, the API call that it
 * must name ("-": none), the grade of the evidence and the call that has to
 * fail for it ("-": none). */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *kept; /* a list, for borrowed items */
static PyObject *shared_text;

/* ---- objects that are lost ------------------------------------------------
 */

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

/* ---- references that are lost ----------------------------------------------
 */

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
    PyObject *type = PyObject_GetAttrString(self, "Plain");
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

/* ---- references that are released twice ------------------------------------
 */

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

/* ---- use of what is gone
 * ---------------------------------------------------- */

// FIND uaf PyBytes_FromStringAndSize natural -
static PyObject *
use_after_decref(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromStringAndSize("0123456789", 10);
    if (b == NULL)
        return NULL;
    Py_DECREF(b);
    return PyLong_FromSsize_t(PyBytes_GET_SIZE(b));
}

// FIND uaf PyUnicode_FromFormat natural -
static PyObject *
use_text_after_decref(PyObject *self, PyObject *arg)
{
    PyObject *text = PyUnicode_FromFormat("%d and %U", 5, arg);
    if (text == NULL)
        return NULL;
    const char *p = PyUnicode_AsUTF8(text);
    Py_DECREF(text);
    return p == NULL ? NULL : PyLong_FromLong(p[0]);
}

// FIND uaf PyBytes_FromString natural -
static PyObject *
release_twice(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromString("to be released twice");
    if (b == NULL)
        return NULL;
    Py_DECREF(b);
    Py_DECREF(b);
    Py_RETURN_NONE;
}

// FIND uaf PyMem_Malloc natural -
static PyObject *
read_freed_block(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(100);
    if (p == NULL)
        return PyErr_NoMemory();
    memset(p, 7, 100);
    PyMem_Free(p);
    return PyLong_FromLong(p[10]);
}

// FIND uaf PyMem_Malloc natural -
static PyObject *
write_freed_block(PyObject *self, PyObject *arg)
{
    volatile char *p = PyMem_Malloc(100);
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free((void *)p);
    p[10] = 1;
    Py_RETURN_NONE;
}

// FIND uaf PyMem_Malloc natural -
static PyObject *
free_block_twice(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(100);
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free(p);
    PyMem_Free(p);
    Py_RETURN_NONE;
}

// FIND uaf PyObject_Str genuine PyBytes_FromString
static PyObject *
release_twice_on_failure(PyObject *self, PyObject *arg)
{
    PyObject *text = PyObject_Str(kept);
    if (text == NULL)
        return NULL;
    PyObject *b = PyBytes_FromString("some more bytes");
    if (b == NULL)
        Py_DECREF(text);
    Py_DECREF(text);
    return b;
}

// FIND uaf PyMem_Realloc natural -
static PyObject *
use_after_realloc(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(16);
    char *q = p == NULL ? NULL : PyMem_Realloc(p, 1 << 20);
    if (q == NULL) {
        PyMem_Free(p);
        return PyErr_NoMemory();
    }
    q[0] = 'a';
    char *r = PyMem_Realloc(q, 16);
    char c = r == NULL ? '\0' : q[0];
    PyMem_Free(r == NULL ? q : r);
    return PyLong_FromLong(c);
}

// FIND uaf PyList_New natural -
static PyObject *
use_list_after_decref(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(4);
    if (list == NULL)
        return NULL;
    Py_DECREF(list);
    return PyLong_FromSsize_t(PyList_GET_SIZE(list));
}

/* ---- plain memory
 * -------------------------------------------------------------
 */

// FIND leak PyMem_Malloc natural -
static PyObject *
lose_block(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    strcpy(p, "lost");
    Py_RETURN_NONE;
}

// FIND leak PyMem_Malloc genuine PyList_New
static PyObject *
lose_block_on_failure(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    PyMem_Free(p);
    return list;
}

// FIND leak PyMem_RawMalloc natural -
static PyObject *
lose_raw_block(PyObject *self, PyObject *arg)
{
    int *p = PyMem_RawMalloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    p[0] = 1;
    Py_RETURN_NONE;
}

// FIND leak PyObject_Malloc natural -
static PyObject *
lose_object_block(PyObject *self, PyObject *arg)
{
    char *p = PyObject_Malloc(40);
    if (p == NULL)
        return PyErr_NoMemory();
    p[0] = 'x';
    Py_RETURN_NONE;
}

// FIND leak PyMem_Malloc genuine PyMem_Realloc
static PyObject *
lose_block_on_realloc(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    p = PyMem_Realloc(p, 200);
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free(p);
    Py_RETURN_NONE;
}

// FIND family PyMem_Malloc natural -
static PyObject *
free_mem_as_object(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    PyObject_Free(p);
    Py_RETURN_NONE;
}

// FIND family PyMem_Malloc natural -
static PyObject *
free_mem_with_libc(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    free(p);
    Py_RETURN_NONE;
}

// FIND family PyMem_RawMalloc natural -
static PyObject *
free_raw_as_mem(PyObject *self, PyObject *arg)
{
    char *p = PyMem_RawMalloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free(p);
    Py_RETURN_NONE;
}

// FIND family malloc natural -
static PyObject *
free_libc_as_raw(PyObject *self, PyObject *arg)
{
    char *volatile p = malloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    p[0] = 'x';
    PyMem_RawFree(p);
    Py_RETURN_NONE;
}

/* ---- exceptions
 * ---------------------------------------------------------------
 */

// FIND exception null-without-exception natural -
static PyObject *
fail_silently(PyObject *self, PyObject *arg)
{
    return NULL;
}

// FIND exception null-without-exception genuine PyMem_Malloc
static PyObject *
fail_silently_without_memory(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(64);
    if (p == NULL)
        return NULL;
    PyMem_Free(p);
    Py_RETURN_NONE;
}

// FIND exception result-with-exception genuine PyDict_SetItemString
static PyObject *
succeed_with_exception(PyObject *self, PyObject *arg)
{
    PyObject *d = PyDict_New();
    if (d == NULL)
        return NULL;
    PyDict_SetItemString(d, "a key", arg);
    return d;
}

// FIND exception result-with-exception natural -
static PyObject *
raise_and_return(PyObject *self, PyObject *arg)
{
    PyErr_SetString(PyExc_ValueError, "and yet");
    Py_RETURN_NONE;
}

// FIND exception null-without-exception genuine PyLong_FromLong
static PyObject *
clear_and_fail(PyObject *self, PyObject *arg)
{
    PyObject *n = PyLong_FromLong(1 << 20);
    if (n == NULL)
        PyErr_Clear();
    return n;
}

// FIND exception null-without-exception genuine malloc
static PyObject *
fail_silently_without_libc_memory(PyObject *self, PyObject *arg)
{
    char *volatile p = malloc(32);
    if (p == NULL)
        return NULL;
    p[0] = 1;
    free(p);
    Py_RETURN_NONE;
}

/* ---- NULL that nobody looked at
 * -----------------------------------------------
 */

// FIND crash PyList_New genuine PyList_New
static PyObject *
fill_unchecked_list(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    Py_INCREF(arg);
    PyList_SET_ITEM(list, 0, arg);
    return list;
}

// FIND crash PyDict_New genuine PyDict_New
static PyObject *
incref_unchecked_dict(PyObject *self, PyObject *arg)
{
    PyObject *d = PyDict_New();
    Py_INCREF(d);
    Py_DECREF(d);
    return d;
}

// FIND crash PyMem_Malloc genuine PyMem_Malloc
static PyObject *
write_unchecked_block(PyObject *self, PyObject *arg)
{
    volatile char *p = PyMem_Malloc(8);
    p[0] = 'a';
    PyMem_Free((void *)p);
    Py_RETURN_NONE;
}

// FIND crash PyBytes_FromString genuine PyBytes_FromString
static PyObject *
read_unchecked_bytes(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromString("abcdef");
    Py_ssize_t n = PyBytes_GET_SIZE(b);
    Py_DECREF(b);
    return PyLong_FromSsize_t(n);
}

// FIND crash malloc genuine malloc
static PyObject *
write_unchecked_libc_block(PyObject *self, PyObject *arg)
{
    volatile char *p = malloc(8);
    p[1] = 'a';
    free((void *)p);
    Py_RETURN_NONE;
}

/* ---- the table ------------------------------------------------------------
 */

#define METHOD(name) {#name, name, METH_O, NULL}

static PyMethodDef methods[] = {
    METHOD(lose_list),
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
    METHOD(use_after_decref),
    METHOD(use_text_after_decref),
    METHOD(release_twice),
    METHOD(read_freed_block),
    METHOD(write_freed_block),
    METHOD(free_block_twice),
    METHOD(release_twice_on_failure),
    METHOD(use_after_realloc),
    METHOD(use_list_after_decref),
    METHOD(lose_block),
    METHOD(lose_block_on_failure),
    METHOD(lose_raw_block),
    METHOD(lose_object_block),
    METHOD(lose_block_on_realloc),
    METHOD(free_mem_as_object),
    METHOD(free_mem_with_libc),
    METHOD(free_raw_as_mem),
    METHOD(free_libc_as_raw),
    METHOD(fail_silently),
    METHOD(fail_silently_without_memory),
    METHOD(succeed_with_exception),
    METHOD(raise_and_return),
    METHOD(clear_and_fail),
    METHOD(fail_silently_without_libc_memory),
    METHOD(fill_unchecked_list),
    METHOD(incref_unchecked_dict),
    METHOD(write_unchecked_block),
    METHOD(read_unchecked_bytes),
    METHOD(write_unchecked_libc_block),
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "defects",
                                    .m_size = -1, .m_methods = methods};

static int
fill(PyObject *m)
{
    PyObject *type = PyRun_String("type('Plain', (), {})", Py_eval_input,
                                  PyEval_GetBuiltins(), PyEval_GetBuiltins());
    PyObject *table = Py_BuildValue("{s:i}", "an entry", 5000);
    if (type == NULL || table == NULL ||
        PyModule_AddObject(m, "Plain", type) < 0 ||
        PyModule_AddObject(m, "table", table) < 0)
        return -1;
    PyObject *pair = Py_BuildValue("([]i)", 2);
    kept = Py_BuildValue("[[]{}N]", pair);
    shared_text = PyUnicode_FromString("a text that many share");
    return kept == NULL || shared_text == NULL ? -1 : 0;
}

PyMODINIT_FUNC
PyInit_defects(void)
{
    PyObject *m = PyModule_Create(&module);
    if (m != NULL && fill(m) < 0)
        Py_CLEAR(m);
    return m;
}

/* Functions that harm memory or raise wrongly, one defect each.  The line
 * above a function says what the runtime must find out: the kind of record,
 * the API call that it must name ("-": none), the grade of the evidence and
 * the call that has to fail for it ("-": none). */
#include "defects.h"

/* ---- use of what is gone ------------------------------------------------ */

// FIND uaf PyBytes_FromStringAndSize natural -
static PyObject *
use_after_decref(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromStringAndSize("0123456789", 10);
    if (b == NULL)
        return NULL;
    Py_DECREF(b);
    return PyLong_FromSsize_t(PyBytes_GET_SIZE(b)); // HERE
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
    return p == NULL ? NULL : PyLong_FromLong(p[0]); // HERE
}

// FIND uaf PyBytes_FromString natural -
static PyObject *
release_twice(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromString("to be released twice");
    if (b == NULL)
        return NULL;
    Py_DECREF(b);
    Py_DECREF(b); // HERE
    Py_RETURN_NONE;
}

// FIND uaf PyTuple_Pack natural -
static PyObject *
release_what_result_holds(PyObject *self, PyObject *arg)
{
    PyObject *inner = PyTuple_Pack(1, arg), *outer;
    if (inner == NULL)
        return NULL;
    outer = PyTuple_Pack(2, arg, inner);
    Py_DECREF(inner);
    if (outer != NULL)
        Py_DECREF(inner); // HERE
    return outer;
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
    return PyLong_FromLong(p[10]); // HERE
}

// FIND uaf PyMem_Malloc natural -
static PyObject *
write_freed_block(PyObject *self, PyObject *arg)
{
    volatile char *p = PyMem_Malloc(100);
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free((void *)p);
    p[10] = 1; // HERE
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
    PyMem_Free(p); // HERE
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
    Py_DECREF(text); // HERE
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
    char c = r == NULL ? '\0' : q[0]; // HERE
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
    return PyLong_FromSsize_t(PyList_GET_SIZE(list)); // HERE
}

// FIND uaf PyTuple_New natural -
static PyObject *
use_tuple_after_decref(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    Py_INCREF(arg);
    PyTuple_SET_ITEM(t, 0, arg);
    Py_DECREF(t);
    return PyLong_FromSsize_t(PyTuple_GET_SIZE(t)); // HERE
}

// FIND uaf PyFloat_FromDouble natural -
static PyObject *
use_float_after_decref(PyObject *self, PyObject *arg)
{
    PyObject *f = PyFloat_FromDouble(7.5);
    if (f == NULL)
        return NULL;
    Py_DECREF(f);
    return PyLong_FromDouble(PyFloat_AS_DOUBLE(f)); // HERE
}

// FIND uaf PyDict_New genuine PyDict_SetItemString
static PyObject *
release_dict_twice_on_failure(PyObject *self, PyObject *arg)
{
    PyObject *d = PyDict_New();
    if (d == NULL)
        return NULL;
    if (PyDict_SetItemString(d, "k", arg) < 0) {
        Py_DECREF(d);
        Py_DECREF(d); // HERE
        return NULL;
    }
    return d;
}

/* ---- plain memory ------------------------------------------------------- */

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

// FIND leak malloc natural -
static PyObject *
lose_libc_block(PyObject *self, PyObject *arg)
{
    char *p = malloc(100);
    if (p == NULL)
        return PyErr_NoMemory();
    memset(p, 'x', 100);
    return PyLong_FromLong(p[7]);
}

// FIND leak calloc genuine PyList_New
static PyObject *
lose_libc_block_on_failure(PyObject *self, PyObject *arg)
{
    char *p = calloc(3, 20);
    if (p == NULL)
        return PyErr_NoMemory();
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, PyLong_FromLong(*p));
    free(p);
    return list;
}

// FIND leak strdup natural -
static PyObject *
lose_copy(PyObject *self, PyObject *arg)
{
    char *p = strdup(PyUnicode_AsUTF8(arg));
    return p == NULL ? PyErr_NoMemory() : PyLong_FromLong(p[0]);
}

// FIND leak malloc genuine realloc
static PyObject *
lose_libc_block_on_realloc(PyObject *self, PyObject *arg)
{
    char *p = malloc(10);
    if (p == NULL)
        return PyErr_NoMemory();
    p = realloc(p, 100000);
    if (p == NULL)
        return PyErr_NoMemory();
    free(p);
    Py_RETURN_NONE;
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
    PyObject_Free(p); // HERE
    Py_RETURN_NONE;
}

// FIND family PyMem_Malloc natural -
static PyObject *
free_mem_with_libc(PyObject *self, PyObject *arg)
{
    char *p = PyMem_Malloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    free(p); // HERE
    Py_RETURN_NONE;
}

// FIND family PyMem_RawMalloc natural -
static PyObject *
free_raw_as_mem(PyObject *self, PyObject *arg)
{
    char *p = PyMem_RawMalloc(64);
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free(p); // HERE
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
    PyMem_RawFree(p); // HERE
    Py_RETURN_NONE;
}

/* ---- exceptions --------------------------------------------------------- */

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

/* ---- NULL that nobody looked at ----------------------------------------- */

// FIND crash PyList_New genuine PyList_New
static PyObject *
fill_unchecked_list(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    Py_INCREF(arg);
    PyList_SET_ITEM(list, 0, arg); // HERE
    return list;
}

// FIND crash PyDict_New genuine PyDict_New
static PyObject *
incref_unchecked_dict(PyObject *self, PyObject *arg)
{
    PyObject *d = PyDict_New();
    Py_INCREF(d); // HERE
    Py_DECREF(d); // HERE
    return d;
}

// FIND crash PyMem_Malloc genuine PyMem_Malloc
static PyObject *
write_unchecked_block(PyObject *self, PyObject *arg)
{
    volatile char *p = PyMem_Malloc(8);
    p[0] = 'a'; // HERE
    PyMem_Free((void *)p);
    Py_RETURN_NONE;
}

// FIND crash PyBytes_FromString genuine PyBytes_FromString
static PyObject *
read_unchecked_bytes(PyObject *self, PyObject *arg)
{
    PyObject *b = PyBytes_FromString("abcdef");
    Py_ssize_t n = PyBytes_GET_SIZE(b); // HERE
    Py_DECREF(b);
    return PyLong_FromSsize_t(n);
}

// FIND crash malloc genuine malloc
static PyObject *
write_unchecked_libc_block(PyObject *self, PyObject *arg)
{
    volatile char *p = malloc(8);
    p[1] = 'a'; // HERE
    free((void *)p);
    Py_RETURN_NONE;
}

/* ---- the table ---------------------------------------------------------- */

static PyMethodDef methods[] = {METHOD(use_after_decref),
                                METHOD(use_text_after_decref),
                                METHOD(release_twice),
                                METHOD(read_freed_block),
                                METHOD(write_freed_block),
                                METHOD(free_block_twice),
                                METHOD(release_twice_on_failure),
                                METHOD(use_after_realloc),
                                METHOD(use_list_after_decref),
                                METHOD(use_tuple_after_decref),
                                METHOD(use_float_after_decref),
                                METHOD(release_dict_twice_on_failure),
                                METHOD(lose_block),
                                METHOD(lose_block_on_failure),
                                METHOD(lose_libc_block),
                                METHOD(lose_libc_block_on_failure),
                                METHOD(lose_copy),
                                METHOD(lose_libc_block_on_realloc),
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
                                METHOD(release_what_result_holds),
                                METHOD(incref_unchecked_dict),
                                METHOD(write_unchecked_block),
                                METHOD(read_unchecked_bytes),
                                METHOD(write_unchecked_libc_block),
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "memory",
                                    .m_size = -1, .m_methods = methods};

PyMODINIT_FUNC
PyInit_memory(void)
{
    PyObject *m = PyModule_Create(&module);
    if (m != NULL && fill(m) < 0)
        Py_CLEAR(m);
    return m;
}

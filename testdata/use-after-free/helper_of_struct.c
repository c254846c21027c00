/* Helpers free what a struct of the caller holds. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *letters;
    size_t n;
    int is_static;
};

static void
text_free(struct text *t)
{
    free(t->letters);
}

static void
text_reset(struct text *t)
{
    if (t->letters != NULL)
        free(t->letters);
    t->letters = NULL;
    t->n = 0;
}

static void
text_clear(struct text *t)
{
    free(t->letters);
    memset(t, 0, sizeof *t);
}

/* Not always. */
static void
text_drop(struct text *t)
{
    if (!t->is_static)
        free(t->letters);
}

static PyObject *
shown(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    if (t.letters == NULL)
        return PyErr_NoMemory();
    text_free(&t);
    return PyUnicode_FromString(t.letters); // WARN use-after-free "text_free()"
}

static PyObject *
second_name(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    char *letters = t.letters;
    if (letters == NULL)
        return PyErr_NoMemory();
    text_reset(&t);
    return PyUnicode_FromString(letters); // WARN use-after-free "text_reset()"
}

static PyObject *
twice(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    int is_true;
    if (t.letters == NULL)
        return PyErr_NoMemory();
    is_true = PyObject_IsTrue(o);
    if (is_true < 0) {
        text_free(&t);
        goto done;
    }
    t.n = strlen(t.letters);
done:
    text_free(&t); // WARN double-free "text_free()"
    return is_true < 0 ? NULL : PyBool_FromLong(is_true);
}

static PyObject *
ok_shown(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    if (t.letters == NULL)
        return PyErr_NoMemory();
    PyObject *r = PyUnicode_FromString(t.letters);
    text_free(&t);
    return r;
}

static PyObject *
ok_reset_twice(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    if (t.letters == NULL)
        return PyErr_NoMemory();
    text_reset(&t);
    int is_true = PyObject_IsTrue(o);
    text_reset(&t);
    return is_true < 0 ? NULL : PyBool_FromLong(is_true);
}

static PyObject *
ok_clear_twice(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    if (t.letters == NULL)
        return PyErr_NoMemory();
    text_clear(&t);
    int is_true = PyObject_IsTrue(o);
    text_clear(&t);
    return is_true < 0 ? NULL : PyBool_FromLong(is_true);
}

static PyObject *
ok_filled_again(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    if (t.letters == NULL)
        return PyErr_NoMemory();
    text_free(&t);
    t.letters = strdup("def");
    if (t.letters == NULL)
        return PyErr_NoMemory();
    PyObject *r = PyUnicode_FromString(t.letters);
    text_free(&t);
    return r;
}

static PyObject *
ok_static(PyObject *module, PyObject *o)
{
    struct text t = {strdup("abc"), 3, 0};
    if (t.letters == NULL)
        return PyErr_NoMemory();
    t.is_static = o == Py_None;
    char *letters = t.letters;
    text_drop(&t);
    if (o != Py_None)
        Py_RETURN_NONE;
    PyObject *r = PyUnicode_FromString(letters);
    free(letters);
    return r;
}

PyMethodDef methods[] = {{"shown", shown, METH_O, NULL},
                         {"second_name", second_name, METH_O, NULL},
                         {"twice", twice, METH_O, NULL},
                         {"shown_well", ok_shown, METH_O, NULL},
                         {"reset_twice", ok_reset_twice, METH_O, NULL},
                         {"clear_twice", ok_clear_twice, METH_O, NULL},
                         {"filled_again", ok_filled_again, METH_O, NULL},
                         {"static_text", ok_static, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};

/* Handlers stand in a table, and a trait keeps the one of its kind; what a
   handler made is lost when the original is wanted after all. */
#include <Python.h>

struct rule;
typedef PyObject *(*checker)(struct rule *, PyObject *);

typedef struct rule {
    int kind;
    int keep_original;
    checker check;
} rule;

static PyObject *
check_any(rule *r, PyObject *value)
{
    (void)r;
    return Py_NewRef(value);
}

static PyObject *
check_float(rule *r, PyObject *value)
{
    (void)r;
    return PyNumber_Float(value);
}

static const checker checkers[] = {check_any, check_float, NULL};

void
rule_choose(rule *r, int kind)
{
    r->kind = kind;
    r->check = checkers[kind];
}

PyObject *
rule_default(rule *r, PyObject *factory)
{
    PyObject *result = PyObject_CallObject(factory, NULL);
    if (result == NULL)
        return NULL;
    PyObject *value = r->check(r, result);
    if (r->keep_original) {
        if (value == NULL) {
            Py_DECREF(result);
            return NULL;
        }
        return result; // WARN leaked-reference "'value'"
    }
    Py_DECREF(result);
    return value;
}

PyObject *
rule_once(PyObject *value, int kind)
{
    PyObject *checked = checkers[kind](NULL, value);
    if (checked == NULL)
        return NULL;
    if (PyObject_IsTrue(checked) < 0)
        return NULL; // WARN leaked-reference "'checked'"
    return checked;
}

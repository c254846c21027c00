/* A static variable keeps what was made for it once, and a function releases
 * that each time.
 */
#include <Python.h>

static PyObject *name, *cache, *shared, *turn, *last, *late;

PyObject *
name_of(PyObject *module, PyObject *o)
{
    if (name == NULL) {
        name = PyUnicode_InternFromString("__name__");
        if (name == NULL)
            return NULL;
    }
    PyObject *value = PyObject_GetAttr(o, name);
    Py_DECREF(name); // WARN dangling-field "'name'"
    return value;
}

PyObject *
fill_cache(PyObject *module, PyObject *noargs)
{
    if (cache == NULL && (cache = PyDict_New()) == NULL)
        return NULL;
    return Py_NewRef(cache);
}

PyObject *
drop_cache(PyObject *module, PyObject *noargs)
{
    Py_XDECREF(cache); // WARN dangling-field "'cache'"
    Py_RETURN_NONE;
}

PyObject *
ok_shared(PyObject *module, PyObject *o)
{
    if (shared == NULL && (shared = PyUnicode_FromString("value")) == NULL)
        return NULL;
    Py_INCREF(shared);
    PyObject *value = PyObject_GetAttr(o, shared);
    Py_DECREF(shared);
    return value;
}

PyObject *
ok_turn(PyObject *module, PyObject *o)
{
    PyObject *old = turn;
    turn = Py_NewRef(o);
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

PyObject *
ok_last(PyObject *module, PyObject *o)
{
    if (last != NULL) {
        Py_DECREF(last);
        last = NULL;
    }
    if (o != Py_None)
        last = Py_NewRef(o);
    Py_RETURN_NONE;
}

PyObject *
ok_late(PyObject *module, PyObject *o)
{
    Py_XDECREF(late);
    late = NULL;
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {{"name_of", name_of, METH_O, NULL},
                         {"fill_cache", fill_cache, METH_NOARGS, NULL},
                         {"drop_cache", drop_cache, METH_NOARGS, NULL},
                         {"shared", ok_shared, METH_O, NULL},
                         {"turn", ok_turn, METH_O, NULL},
                         {"last", ok_last, METH_O, NULL},
                         {"late", ok_late, METH_NOARGS, NULL},
                         {NULL, NULL, 0, NULL}};

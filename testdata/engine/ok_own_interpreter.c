/* Functions that only the interpreter itself calls. */
// PYTHON >=3.13
#include <Python.h>

void _PyUnicode_InternMortal(PyInterpreterState *, PyObject **);
PyObject *_PyErr_GetRaisedException(PyThreadState *);
int _PySet_NextEntryRef(PyObject *, Py_ssize_t *, PyObject **, Py_hash_t *);

PyObject *
ok_interned(PyObject *self, PyObject *Py_UNUSED(args))
{
    PyObject *s = PyUnicode_FromString("spam");
    if (s == NULL)
        return NULL;
    _PyUnicode_InternMortal(PyInterpreterState_Get(), &s);
    return s;
}

void
ok_cause(PyThreadState *state, PyObject *other)
{
    PyObject *exc = _PyErr_GetRaisedException(state);
    if (exc == NULL)
        return;
    PyException_SetCause(other, Py_NewRef(exc));
    PyException_SetContext(other, Py_NewRef(exc));
    Py_DECREF(exc);
}

int
ok_each(PyObject *set, PyObject *list)
{
    PyObject *key;
    Py_ssize_t pos = 0;
    Py_hash_t hash;
    while (_PySet_NextEntryRef(set, &pos, &key, &hash)) {
        if (PyList_Append(list, key) < 0) {
            Py_DECREF(key);
            return -1;
        }
        Py_DECREF(key);
    }
    return 0;
}

/* Text that came in as UTF-8 becomes a str, unless memory runs out. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

extern void lib_look(void *where, const char *name, const char **out);

static const char *
status_name(int n)
{
    switch (n) {
    case 1:
        return "one";
    case 2:
        return "two";
    default:
        return "many";
    }
}

PyObject *
interned(PyObject *self, PyObject *args)
{
    const char *name, *out = NULL;
    int n = 0;
    if (!PyArg_ParseTuple(args, "O!s|i:interned", &PyTuple_Type, &self, &name,
                          &n))
        return NULL;
    lib_look(self, name, &out);
    PyObject *key = PyUnicode_InternFromString(name);
    Py_DECREF(key); // RARE release-of-null
    PyObject *built = Py_BuildValue("(si)", status_name(n), n);
    Py_DECREF(built); // RARE release-of-null
    PyObject *found = PyUnicode_FromString(out == NULL ? "" : out);
    Py_DECREF(found); // WARN release-of-null
    Py_RETURN_NONE;
}

/* "s#" takes bytes as well. */
PyObject *
counted(PyObject *self, PyObject *args)
{
    const char *name;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "s#", &name, &n))
        return NULL;
    PyObject *key = PyUnicode_FromString(name);
    Py_DECREF(key); // WARN release-of-null
    Py_RETURN_NONE;
}

/* The variable may hold something else. */
PyObject *
replaced(PyObject *self, PyObject *args)
{
    const char *name;
    if (!PyArg_ParseTuple(args, "s", &name))
        return NULL;
    lib_look(self, "name", &name);
    PyObject *key = PyUnicode_FromString(name);
    Py_DECREF(key); // WARN release-of-null
    Py_RETURN_NONE;
}

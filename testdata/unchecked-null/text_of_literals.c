/* Text that is one of a few literals, or a literal with its length: a str made
 * of it fails for want of memory only.
 */
#include <Python.h>
#include <string.h>

static PyObject *
str_of(const char *text, Py_ssize_t size)
{
    return PyUnicode_DecodeUTF8(text, size, "strict");
}

PyObject *
one_of_two(PyObject *Py_UNUSED(self), PyObject *args)
{
    int many;
    if (!PyArg_ParseTuple(args, "i", &many))
        return NULL;
    PyObject *text = PyUnicode_FromString(many ? " and " : ", and ");
    Py_INCREF(text); // RARE unchecked-null
    Py_DECREF(text);
    return text;
}

PyObject *
one_or_given(PyObject *Py_UNUSED(self), PyObject *args)
{
    const char *given;
    int many;
    if (!PyArg_ParseTuple(args, "yi", &given, &many))
        return NULL;
    PyObject *text = PyUnicode_FromString(many ? " and " : given);
    Py_INCREF(text); // WARN unchecked-null
    Py_DECREF(text);
    return text;
}

PyObject *
with_length(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(args))
{
    PyObject *dict = PyDict_New();
    if (dict == NULL)
        return NULL;
    PyObject *key = str_of("mode", strlen("mode"));
    int bad = PyDict_SetItem(dict, key, Py_None); // RARE unchecked-null
    Py_DECREF(key);
    if (bad < 0)
        Py_CLEAR(dict);
    return dict;
}

PyObject *
with_any_length(PyObject *Py_UNUSED(self), PyObject *args)
{
    const char *name;
    if (!PyArg_ParseTuple(args, "y", &name))
        return NULL;
    PyObject *key = str_of(name, (Py_ssize_t)strlen(name));
    Py_INCREF(key); // WARN unchecked-null
    Py_DECREF(key);
    return key;
}

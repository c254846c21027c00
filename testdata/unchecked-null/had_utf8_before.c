/* What has had UTF-8 once has it again; what was found in a dictionary is
 * there when it is fetched; and digits are ASCII.
 */
#include <Python.h>
#include <string.h>

extern unsigned long ERR_peek_error(void);
extern const char *ERR_lib_error_string(unsigned long e);
extern const char *strange_error_text(unsigned long e);
extern void id_to_hex(const unsigned char *id, char *out);
extern void id_to_name(const unsigned char *id, char *out);

PyObject *
doubled(PyObject *self, PyObject *o)
{
    Py_ssize_t n;
    if (PyUnicode_AsUTF8AndSize(o, &n) == NULL)
        return NULL;
    const char *text = PyUnicode_AsUTF8(o);
    return PyLong_FromLong(text[0]); // RARE unchecked-null
}

PyObject *
is_list(PyObject *self, PyObject *args)
{
    PyObject *table, *name;
    if (!PyArg_ParseTuple(args, "O!O", &PyDict_Type, &table, &name))
        return NULL;
    PyObject *key = PyObject_Str(name);
    if (key == NULL)
        return NULL;
    int is = 0;
    if (PyDict_Contains(table, key)) {
        PyObject *value = PyDict_GetItem(table, key);
        is = PyList_Check(value); // DOUBT unchecked-null
    }
    Py_DECREF(key);
    return PyErr_Occurred() ? NULL : PyBool_FromLong(is);
}

PyObject *
any_is_list(PyObject *self, PyObject *args)
{
    PyObject *table, *key;
    if (!PyArg_ParseTuple(args, "O!O", &PyDict_Type, &table, &key))
        return NULL;
    int is = 0;
    if (PyDict_Contains(table, key)) {
        PyObject *value = PyDict_GetItem(table, key);
        is = PyList_Check(value); // WARN unchecked-null "'value' is NULL"
    }
    return PyErr_Occurred() ? NULL : PyBool_FromLong(is);
}

PyObject *
hash_of(PyObject *self, PyObject *id)
{
    char hex[41] = {0};
    id_to_hex((const unsigned char *)PyBytes_AS_STRING(id), hex);
    PyObject *text = PyUnicode_FromString(hex);
    Py_hash_t h = PyObject_Hash(text); // RARE unchecked-null
    Py_DECREF(text);
    return PyLong_FromSsize_t(h);
}

PyObject *
name_of(PyObject *self, PyObject *id)
{
    char name[41] = {0};
    id_to_name((const unsigned char *)PyBytes_AS_STRING(id), name);
    PyObject *text = PyUnicode_FromString(name);
    Py_hash_t h = PyObject_Hash(text); // WARN unchecked-null "'text' is NULL"
    Py_DECREF(text);
    return PyLong_FromSsize_t(h);
}

PyObject *
hash_of_error(PyObject *self, PyObject *n)
{
    PyObject *text =
        PyUnicode_FromString(ERR_lib_error_string(ERR_peek_error()));
    Py_hash_t h = PyObject_Hash(text); // RARE unchecked-null
    Py_DECREF(text);
    return PyLong_FromSsize_t(h);
}

PyObject *
hash_of_strange(PyObject *self, PyObject *n)
{
    PyObject *text =
        PyUnicode_FromString(strange_error_text(PyLong_AsUnsignedLong(n)));
    Py_hash_t h = PyObject_Hash(text); // WARN unchecked-null "'text' is NULL"
    Py_DECREF(text);
    return PyErr_Occurred() ? NULL : PyLong_FromSsize_t(h);
}

PyMethodDef methods[] = {{"doubled", doubled, METH_O, NULL},
                         {"is_list", is_list, METH_VARARGS, NULL},
                         {"any_is_list", any_is_list, METH_VARARGS, NULL},
                         {"hash_of", hash_of, METH_O, NULL},
                         {"name_of", name_of, METH_O, NULL},
                         {"hash_of_error", hash_of_error, METH_O, NULL},
                         {"hash_of_strange", hash_of_strange, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};

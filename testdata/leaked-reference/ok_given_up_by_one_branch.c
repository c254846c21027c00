/* One branch gives away what the caller has lent, the other one does not, and
 * works all the same: so the function takes nothing over.
 */
#include <Python.h>

#include <string.h>

static char *
text_of(PyObject *o)
{
    PyObject *encoded = PyObject_CallMethod(o, "encode", NULL);
    char *text = NULL;
    if (encoded == NULL)
        return NULL;
    const char *bytes = PyBytes_AsString(encoded);
    if (bytes != NULL)
        text = strdup(bytes);
    Py_DECREF(encoded);
    return text;
}

/* The tuple gets the caller's own reference: that is another mistake. */
char *
name_of(PyObject *o)
{
    char *text = NULL;
    if (PyUnicode_Check(o))
        return text_of(o);
    PyObject *args = PyTuple_New(1);
    if (args == NULL)
        return NULL;
    if (PyTuple_SetItem(args, 0, o) < 0) {
        Py_DECREF(args);
        return NULL;
    }
    PyObject *repr = PyObject_Repr(args);
    Py_DECREF(args);
    if (repr == NULL)
        return NULL;
    text = text_of(repr);
    Py_DECREF(repr);
    return text;
}

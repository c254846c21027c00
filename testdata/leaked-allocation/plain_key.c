/* A key that is a number or a string is hashed without Python code: only a
 * lack of memory stops the store.  Of another key nothing is known. */
#include <Python.h>

static int
note_id(PyObject *seen, long id)
{
    char *line = PyMem_Malloc(80);
    if (line == NULL)
        return -1;
    PyObject *key = PyLong_FromLong(id);
    if (key == NULL || PyDict_SetItem(seen, key, Py_None) < 0) {
        Py_XDECREF(key);
        return -1; // RARE leaked-allocation
    }
    Py_DECREF(key);
    PyMem_Free(line);
    return 0;
}

static int
note_object(PyObject *seen, PyObject *object)
{
    char *line = PyMem_Malloc(80);
    if (line == NULL)
        return -1;
    if (PyDict_SetItem(seen, object, Py_None) < 0)
        return -1; // WARN leaked-allocation
    PyMem_Free(line);
    return 0;
}

int
note(PyObject *seen, PyObject *object, long id)
{
    return note_id(seen, id) < 0 || note_object(seen, object) < 0 ? -1 : 0;
}

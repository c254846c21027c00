/* The second list may be missing, and its variable is looked at again after
 * the first loop. */
#include <Python.h>

extern void poll_add(long id, long sequence);

PyObject *
poll_all(PyObject *self, PyObject *args)
{
    PyObject *ids, *sequences = NULL;
    int i, n_ids, n_sequences = 0;
    if (!PyArg_ParseTuple(args, "O!|O!", &PyList_Type, &ids, &PyList_Type,
                          &sequences))
        return NULL;
    n_ids = (int)PyList_Size(ids);
    for (i = 0; i < n_ids; i++) {
        PyObject *id = PyList_GetItem(ids, i);
        if (!PyLong_Check(id)) {
            PyErr_SetString(PyExc_TypeError, "ids are numbers");
            return NULL;
        }
    }
    if (sequences != NULL) {
        n_sequences = (int)PyList_Size(sequences);
        for (i = 0; i < n_sequences; i++) {
            PyObject *sequence = PyList_GetItem(sequences, i);
            if (!PyLong_Check(sequence)) {
                PyErr_SetString(PyExc_TypeError, "sequences are numbers");
                return NULL;
            }
        }
    }
    poll_add(n_ids, n_sequences);
    Py_RETURN_NONE;
}

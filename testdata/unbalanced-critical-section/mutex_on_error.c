// PYTHON >=3.13
/* A static mutex; only the error path forgets it. */
#include <Python.h>

static PyMutex table_lock;
static PyObject *table;

int
table_put(PyObject *key, PyObject *value)
{
    PyMutex_Lock(&table_lock);
    if (table == NULL) {
        table = PyDict_New();
        if (table == NULL)
            return -1; // WARN unbalanced-critical-section
    }
    int status = PyDict_SetItem(table, key, value);
    PyMutex_Unlock(&table_lock);
    return status;
}

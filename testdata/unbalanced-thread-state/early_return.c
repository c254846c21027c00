/* A return where the errors are. */
#include <Python.h>

extern int lib_query(void *db, const char *sql);

PyObject *
query(void *db, const char *sql)
{
    PyThreadState *save = PyEval_SaveThread();
    int rc = lib_query(db, sql);
    if (rc != 0)
        return NULL; // WARN unbalanced-thread-state "when rc != 0"
    PyEval_RestoreThread(save);
    Py_RETURN_NONE;
}

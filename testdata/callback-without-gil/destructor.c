/* SQLite frees the data of a function whenever it likes. */
#include <Python.h>

typedef struct sqlite3 sqlite3;
extern int sqlite3_step(void *);
extern int sqlite3_create_function_v2(sqlite3 *, const char *, int, int,
                                      void *, void *, void *, void *,
                                      void (*)(void *));

static void
free_callable(void *data)
{
    Py_DECREF((PyObject *)data); // WARN callback-without-gil "Py_DECREF"
}

int
register_function(sqlite3 *db, PyObject *callable)
{
    Py_INCREF(callable);
    return sqlite3_create_function_v2(db, "f", 1, 1, callable, NULL, NULL,
                                      NULL, free_callable);
}

int
step(void *statement)
{
    int status;
    Py_BEGIN_ALLOW_THREADS
    status = sqlite3_step(statement);
    Py_END_ALLOW_THREADS
    return status;
}

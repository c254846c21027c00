/* The library is only called with the GIL held. */
#include <Python.h>

typedef struct sqlite3 sqlite3;
extern int sqlite3_step(void *);
extern int sqlite3_create_function_v2(sqlite3 *, const char *, int, int,
                                      void *, void *, void *, void *,
                                      void (*)(void *));

static void
free_callable(void *data)
{
    Py_DECREF((PyObject *)data);
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
    return sqlite3_step(statement);
}

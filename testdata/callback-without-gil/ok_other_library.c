/* Another library is called without the GIL. */
#include <Python.h>

typedef struct sqlite3 sqlite3;
extern int sqlite3_step(void *);
extern int sqlite3_create_function_v2(sqlite3 *, const char *, int, int,
                                      void *, void *, void *, void *,
                                      void (*)(void *));

extern int curl_easy_perform(void *);

static void
drop(void *data)
{
    Py_DECREF((PyObject *)data);
}

int
register_function(sqlite3 *db, PyObject *callable)
{
    Py_INCREF(callable);
    return sqlite3_create_function_v2(db, "f", 1, 1, callable, NULL, NULL,
                                      NULL, drop);
}

int
transfer(void *curl)
{
    int status;
    Py_BEGIN_ALLOW_THREADS
    status = curl_easy_perform(curl);
    Py_END_ALLOW_THREADS
    return status;
}

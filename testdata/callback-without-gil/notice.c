/* libpq reports notices while it waits. */
#include <Python.h>

typedef struct pg_conn PGconn;
extern void *PQgetResult(PGconn *);
extern void *PQsetNoticeProcessor(PGconn *,
                                  void (*)(void *, const char *), void *);

static void
on_notice(void *list, const char *text)
{
    PyObject *s = PyUnicode_FromString(text); // WARN callback-without-gil
    if (s != NULL)
        PyList_Append(list, s); // WARN callback-without-gil
    Py_XDECREF(s); // WARN callback-without-gil
}

void
watch(PGconn *conn, PyObject *list)
{
    PQsetNoticeProcessor(conn, on_notice, list);
}

void *
next_result(PGconn *conn)
{
    void *result;
    Py_BEGIN_ALLOW_THREADS
    result = PQgetResult(conn);
    Py_END_ALLOW_THREADS
    return result;
}

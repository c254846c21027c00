/* The text of a column lies in the statement, which is finalized before the
   text becomes an object. */
#include <Python.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
extern int sqlite3_prepare_v2(sqlite3 *, const char *, int, sqlite3_stmt **,
                              const char **);
extern int sqlite3_step(sqlite3_stmt *);
extern int sqlite3_finalize(sqlite3_stmt *);
extern const unsigned char *sqlite3_column_text(sqlite3_stmt *, int);

typedef struct {
    PyObject_HEAD
    sqlite3 *db;
} Query;

static PyObject *
query_only(Query *self, PyObject *arg)
{
    sqlite3_stmt *statement;
    const char *sql = PyUnicode_AsUTF8(arg);
    if (sql == NULL)
        return NULL;
    if (sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) != 0) {
        PyErr_SetString(PyExc_ValueError, "bad query");
        return NULL;
    }
    if (sqlite3_step(statement) != 100) {
        sqlite3_finalize(statement);
        Py_RETURN_NONE;
    }
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    sqlite3_finalize(statement);
    if (text == NULL)
        Py_RETURN_NONE;
    return PyUnicode_FromString(text); // WARN use-after-free "'text'"
}

PyMethodDef query_methods[] = {
    {"only", (PyCFunction)query_only, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

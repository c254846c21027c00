/* A connection that could not be opened is to be closed all the same. */
#include <Python.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_blob sqlite3_blob;
extern int sqlite3_open(const char *name, sqlite3 **db);
extern int sqlite3_close(sqlite3 *db);
extern const char *sqlite3_errmsg(sqlite3 *db);
extern int sqlite3_blob_open(sqlite3 *db, const char *base, const char *table,
                             const char *column, long long row, int flags,
                             sqlite3_blob **blob);
extern int sqlite3_blob_bytes(sqlite3_blob *blob);
extern int sqlite3_blob_read(sqlite3_blob *blob, void *p, int n, int offset);
extern int sqlite3_blob_close(sqlite3_blob *blob);

static PyObject *
read_first(PyObject *module, PyObject *name)
{
    sqlite3 *db;
    sqlite3_blob *blob;
    char page[512];
    const char *file = PyUnicode_AsUTF8(name);
    if (file == NULL)
        return NULL;
    if (sqlite3_open(file, &db) != 0) {
        PyErr_SetString(PyExc_OSError, sqlite3_errmsg(db));
        return NULL; // WARN leaked-allocation "'db'"
    }
    if (sqlite3_blob_open(db, "main", "pages", "data", 1, 0, &blob) != 0) {
        PyErr_SetString(PyExc_OSError, sqlite3_errmsg(db));
        sqlite3_close(db);
        return NULL;
    }
    if (sqlite3_blob_read(blob, page, sizeof page, 0) != 0) {
        PyErr_SetString(PyExc_OSError, sqlite3_errmsg(db));
        sqlite3_close(db);
        return NULL; // WARN leaked-allocation "'blob'"
    }
    sqlite3_blob_close(blob);
    sqlite3_close(db);
    return PyBytes_FromStringAndSize(page, sizeof page);
}

PyMethodDef page_methods[] = {
    {"read_first", read_first, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

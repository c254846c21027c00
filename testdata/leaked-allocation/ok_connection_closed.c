/* Closed on every way; whether that worked is asked, or it is not. */
#include <Python.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_backup sqlite3_backup;
extern int sqlite3_open(const char *name, sqlite3 **db);
extern int sqlite3_close(sqlite3 *db);
extern int sqlite3_close_v2(sqlite3 *db);
extern const char *sqlite3_errmsg(sqlite3 *db);
extern sqlite3_backup *sqlite3_backup_init(sqlite3 *to, const char *to_name,
                                           sqlite3 *from, const char *name);
extern int sqlite3_backup_step(sqlite3_backup *backup, int n);
extern int sqlite3_backup_finish(sqlite3_backup *backup);

typedef struct {
    PyObject_HEAD
    sqlite3 *db;
} Connection;

static PyObject *
fail(sqlite3 *db)
{
    PyErr_SetString(PyExc_OSError, sqlite3_errmsg(db));
    return NULL;
}

static PyObject *
connection_save(Connection *self, PyObject *name)
{
    sqlite3 *db;
    const char *file = PyUnicode_AsUTF8(name);
    if (file == NULL)
        return NULL;
    if (sqlite3_open(file, &db) != 0) {
        fail(db);
        sqlite3_close(db);
        return NULL;
    }
    sqlite3_backup *backup = sqlite3_backup_init(db, "main", self->db, "main");
    if (backup == NULL || sqlite3_backup_step(backup, -1) < 0) {
        fail(db);
        sqlite3_backup_finish(backup);
        (void)sqlite3_close(db);
        return NULL;
    }
    sqlite3_backup_finish(backup);
    if (sqlite3_close(db) != 0) {
        fail(db);
        sqlite3_close_v2(db);
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *
connection_close(Connection *self, PyObject *unused)
{
    if (self->db != NULL) {
        if (sqlite3_close(self->db) != 0)
            return fail(self->db);
        self->db = NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *
connection_end(Connection *self, PyObject *unused)
{
    if (self->db != NULL) {
        if (sqlite3_close_v2(self->db) != 0)
            return fail(self->db);
        self->db = NULL;
    }
    Py_RETURN_NONE;
}

PyMethodDef connection_methods[] = {
    {"save", (PyCFunction)connection_save, METH_O, NULL},
    {"close", (PyCFunction)connection_close, METH_NOARGS, NULL},
    {"end", (PyCFunction)connection_end, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* A helper has asked for the field, and raised where it is NULL. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *cnx;
} Connection;

typedef struct {
    PyObject_HEAD
    Connection *owner;
    int valid;
} Source;

static int
check_connection(Connection *c)
{
    if (c->cnx == NULL) {
        PyErr_SetString(PyExc_IOError, "not connected");
        return 0;
    }
    return 1;
}

static int
check_source(Source *s, int level)
{
    if (!s->valid) {
        PyErr_SetString(PyExc_IOError, "closed");
        return 0;
    }
    if ((level & 2) && !check_connection(s->owner))
        return 0;
    return 1;
}

PyObject *
read_data(PyObject *self, PyObject *args)
{
    Source *s = (Source *)self;
    if (!check_source(s, 2))
        return NULL;
    if (s->owner->cnx == NULL)
        return NULL; // DOUBT error-without-exception
    Py_RETURN_NONE;
}

/* Nobody has asked for this one. */
PyObject *
read_owner(PyObject *self, PyObject *args)
{
    Source *s = (Source *)self;
    if (!check_source(s, 2))
        return NULL;
    if (s->valid == 3)
        return NULL; // WARN error-without-exception
    Py_RETURN_NONE;
}

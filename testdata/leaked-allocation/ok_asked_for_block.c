/* A helper that finds no block where it looks for one does not take it away.
 */
#include <Python.h>
#include <stdlib.h>

struct table {
    int n, *hash;
};
struct stream {
    struct table *table;
    long length;
};

static int
encode(struct stream *s, PyObject *out)
{
    if (s->table == NULL)
        return 0;
    s->table->n++;
    return PyList_Append(out, Py_None) == 0;
}

static void
finish(struct stream *s)
{
    if (s->table != NULL)
        free(s->table->hash);
    free(s->table);
    s->table = NULL;
}

PyObject *
encoded(PyObject *self, PyObject *out)
{
    struct stream s;
    s.table = malloc(sizeof *s.table);
    if (s.table == NULL)
        return PyErr_NoMemory();
    s.table->hash = NULL;
    encode(&s, out);
    finish(&s);
    return PyErr_Occurred() ? NULL : PyLong_FromLong(1);
}

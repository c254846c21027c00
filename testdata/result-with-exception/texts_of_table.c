/* What a table of literals holds is text: only memory can be missing. */
#include <Python.h>

struct row {
    const char *name;
    int number;
};

static struct row rows[] = {{"one", 1}, {"two", 2}, {"three", 3}, {NULL, 0}};
static const char *const units[] = {"s", "ms", "us"};
static struct row chosen[] = {{"one", 1}, {"two", 2}};

PyObject *
names(PyObject *self, PyObject *unused)
{
    PyObject *list = PyList_New(3);
    if (list == NULL)
        return NULL;
    for (int i = 0; i < 3; i++)
        (void)PyList_SetItem(list, i, PyUnicode_FromString(rows[i].name));
    return list; // RARE result-with-exception
}

PyObject *
by_pointer(PyObject *self, PyObject *unused)
{
    PyObject *list = PyList_New(3);
    Py_ssize_t i = 0;
    if (list == NULL)
        return NULL;
    for (const struct row *r = rows; r->name != NULL; r++)
        (void)PyList_SetItem(list, i++, PyUnicode_FromString(r->name));
    return list; // RARE result-with-exception
}

PyObject *
unit_names(PyObject *self, PyObject *unused)
{
    PyObject *list = PyList_New(3);
    if (list == NULL)
        return NULL;
    for (int i = 0; i < 3; i++)
        (void)PyList_SetItem(list, i, PyUnicode_FromString(units[i]));
    return list; // RARE result-with-exception
}

void
choose(int i, const char *name)
{
    chosen[i].name = name;
}

PyObject *
chosen_names(PyObject *self, PyObject *unused)
{
    PyObject *list = PyList_New(2);
    if (list == NULL)
        return NULL;
    for (int i = 0; i < 2; i++)
        (void)PyList_SetItem(list, i, PyUnicode_FromString(chosen[i].name));
    return list; // WARN result-with-exception "PyUnicode_FromString"
}

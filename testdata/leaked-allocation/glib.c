/* Memory and messages of GLib. */
#include <Python.h>
#include <search.h>

typedef char gchar;

void *g_malloc(size_t n);
gchar *g_strdup(const gchar *s);
gchar *g_strdup_printf(const gchar *format, ...);
gchar **g_strsplit(const gchar *s, const gchar *delimiter, int n);
void g_strfreev(gchar **v);
void g_free(void *p);
void g_print(const gchar *format, ...);
int lib_load(const gchar *name);

static PyObject *
load(PyObject *self, PyObject *arg)
{
    const char *name = PyUnicode_AsUTF8(arg);
    if (name == NULL)
        return NULL;
    gchar *copy = g_strdup_printf("%s.so", name);
    if (lib_load(copy) != 0) {
        PyErr_SetString(PyExc_OSError, "not loaded");
        return NULL; // WARN leaked-allocation "'copy'"
    }
    g_free(copy);
    Py_RETURN_NONE;
}

static PyObject *
parts(PyObject *self, PyObject *arg)
{
    const char *name = PyUnicode_AsUTF8(arg);
    if (name == NULL)
        return NULL;
    gchar **v = g_strsplit(name, ".", 2);
    PyObject *first = PyUnicode_FromString(v[0]);
    if (first == NULL)
        return NULL; // WARN leaked-allocation "'v'"
    g_strfreev(v);
    return first;
}

static PyObject *
silent(PyObject *self, PyObject *arg)
{
    if (hcreate(10) == 0) {
        g_print("no table\n");
        return NULL; // WARN error-without-exception
    }
    Py_RETURN_NONE;
}

/* No test is needed. */
static PyObject *
ok_copied(PyObject *self, PyObject *arg)
{
    gchar *copy = g_malloc(8);
    memset(copy, 0, 8);
    gchar *none = g_strdup(NULL);
    PyObject *bytes = PyBytes_FromStringAndSize(copy, 8);
    g_free(none);
    free(copy);
    return bytes;
}

static PyMethodDef methods[] = {
    {"load", load, METH_O, NULL},
    {"parts", parts, METH_O, NULL},
    {"silent", silent, METH_O, NULL},
    {"ok_copied", ok_copied, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "glib", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_glib(void)
{
    return PyModule_Create(&module);
}

/* One row of a constant table is the default: the test for it holds once. */
#include <Python.h>

struct row {
    const char *name;
    const long *codes;
};

static const long text_codes[] = {18, 25, 0};
static const long blob_codes[] = {17, 0};

static const struct row rows[] = {
    {"text", text_codes},
    {"blob", blob_codes},
    {NULL, NULL},
};

static PyObject *default_cast;

static PyObject *
make(const struct row *r)
{
    return PyUnicode_FromString(r->name);
}

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "casts", NULL, -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit_casts(void)
{
    PyObject *m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    for (int i = 0; rows[i].name != NULL; i++) {
        PyObject *cast = make(&rows[i]);
        if (cast == NULL ||
            PyObject_SetAttrString(m, rows[i].name, cast) < 0) {
            Py_XDECREF(cast);
            Py_DECREF(m);
            return NULL;
        }
        if (rows[i].codes == blob_codes) {
            Py_INCREF(cast);
            default_cast = cast; // DOUBT module-init-leak "'cast'"
        }
        Py_DECREF(cast);
    }
    return m;
}

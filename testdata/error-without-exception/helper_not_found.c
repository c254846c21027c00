/* find() says "not found" with NULL alone; the method passes it on. */
#include <Python.h>
#include <string.h>

struct color {
    const char *name;
    long rgb;
};

static const struct color colors[] = {
    {"red", 0xff0000},
    {"blue", 0x0000ff},
};

static const struct color *
find(const char *name)
{
    for (size_t i = 0; i < 2; i++)
        if (strcmp(colors[i].name, name) == 0)
            return &colors[i];
    return NULL;
}

static PyObject *
rgb(PyObject *self, PyObject *args)
{
    const char *name;
    if (!PyArg_ParseTuple(args, "s", &name))
        return NULL;
    const struct color *c = find(name); // STEP 1 "sets no exception"
    if (c == NULL)
        return NULL; // WARN error-without-exception "find()"
    return PyLong_FromLong(c->rgb);
}

static PyMethodDef methods[] = {
    {"rgb", rgb, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "rgb", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_rgb(void)
{
    return PyModule_Create(&def);
}

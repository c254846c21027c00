/* Every caller gives the address of something. */
#include <Python.h>

struct source {
    const char *name;
    Py_ssize_t size;
};

static PyObject *
describe(const struct source *from, int detailed)
{
    PyObject *name = NULL;
    if (from != NULL) {
        name = PyUnicode_FromString(from->name);
        if (name == NULL)
            return NULL;
    }
    if (!detailed)
        return name;
    PyObject *pair = Py_BuildValue("(On)", name, from->size);
    Py_DECREF(name);
    return pair;
}

PyObject *
describe_text(const char *text)
{
    struct source from = {text, (Py_ssize_t)strlen(text)};
    return describe(&from, 1);
}

PyObject *
describe_nothing(void)
{
    static struct source nothing = {"nothing", 0};
    return describe(&nothing, 0);
}

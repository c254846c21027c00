/* && and ?: look before they leap. */
#include <Python.h>
#include <string.h>

struct option {
    const char *name;
    struct option *next;
};

const char *
pick(const struct option *o, PyObject *fallback)
{
    if (o && o->name && strcmp(o->name, "none") != 0)
        return o->name;
    const char *utf8 = fallback ? PyUnicode_AsUTF8(fallback) : NULL;
    return utf8 ? utf8 : "";
}

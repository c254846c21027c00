/* Strings that are part of a variable are interned as they are. */
#include <Python.h>

struct names {
    PyUnicodeObject length, width;
};

extern struct names spam_names;

void
spam_intern_names(void)
{
    PyObject *name;
    name = (PyObject *)&spam_names.length;
    PyUnicode_InternInPlace(&name);
    name = (PyObject *)&spam_names.width;
    PyUnicode_InternInPlace(&name);
}

/* A str with lone surrogates has no UTF-8 form. */
#include <Python.h>
#include <string.h>

int
is_utf8_name(PyObject *name)
{
    if (!PyUnicode_Check(name))
        return 0;
    return strcmp(PyUnicode_AsUTF8(name), "utf-8") == 0; // WARN unchecked-null "PyUnicode_AsUTF8()"
}

/* What a function without a body here reads of its arguments that are no
 * objects: the C library all that it is given, the API texts of these.
 */
#include "call.h"

#include <string.h>

struct text_arg {
    const char *name;
    size_t at;
};

static const struct text_arg texts[] = {
    {"PyBytes_FromString", 0},
    {"PyDict_DelItemString", 1},
    {"PyDict_GetItemString", 1},
    {"PyDict_SetItemString", 1},
    {"PyErr_NewException", 0},
    {"PyErr_SetString", 1},
    {"PyImport_ImportModule", 0},
    {"PyLong_FromString", 0},
    {"PyMapping_GetItemString", 1},
    {"PyModule_AddStringConstant", 2},
    {"PyObject_CallMethod", 1},
    {"PyObject_GetAttrString", 1},
    {"PyObject_HasAttrString", 1},
    {"PyObject_SetAttrString", 1},
    {"PyString_FromString", 0},
    {"PySys_GetObject", 0},
    {"PyUnicode_CompareWithASCIIString", 1},
    {"PyUnicode_DecodeFSDefault", 0},
    {"PyUnicode_FromString", 0},
    {"PyUnicode_InternFromString", 0},
};

static bool
is_libc(const struct contract *c)
{
    return c->where != NULL && strstr(c->where, "libc.api") != NULL;
}

bool
call_reads(const struct calling *k, size_t i)
{
    if (is_libc(k->c) || call_param(k->c, i)->text)
        return true;
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++)
        if (texts[n].at == i && strcmp(texts[n].name, k->c->name) == 0)
            return true;
    return false;
}

/* The length of 's#' is a Py_ssize_t. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
title(const char *text, int length)
{
    return Py_BuildValue("s#", text, length); // WARN build-format-mismatch "'s#'"
}

/* What kind of object a call made, in the words of the contracts. */
#include "experiment.h"

static bool
fits_into_c(PyObject *number)
{
    int overflow = 0;
    (void)PyLong_AsLongLongAndOverflow(number, &overflow);
    if (overflow > 0) {
        (void)PyLong_AsUnsignedLongLong(number);
        overflow = PyErr_Occurred() != NULL;
    }
    PyErr_Clear();
    return overflow == 0;
}

static bool
has_surrogates(PyObject *text)
{
    Py_ssize_t n = PyUnicode_GetLength(text);
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_UCS4 c = PyUnicode_ReadChar(text, i);
        if (c >= 0xD800 && c <= 0xDFFF)
            return true;
    }
    return false;
}

/* The word that contracts have for its type; "" for others. */
const char *
type_word(PyObject *o)
{
    if (PyLong_Check(o))
        return fits_into_c(o) ? "smallint" : "int";
    if (PyUnicode_Check(o))
        return has_surrogates(o) ? "str" : "utf8";
    return PyFloat_Check(o)                         ? "float"
           : PyComplex_Check(o)                     ? "complex"
           : PyBytes_Check(o)                       ? "bytes"
           : PyByteArray_Check(o)                   ? "bytearray"
           : PyList_Check(o)                        ? "list"
           : PyTuple_Check(o)                       ? "tuple"
           : PyDict_Check(o)                        ? "dict"
           : PyAnySet_Check(o)                      ? "set"
           : PyObject_TypeCheck(o, &PyCapsule_Type) ? "capsule"
           : PyModule_Check(o)                      ? "module"
                                                    : "";
}

bool
type_is_itself(const PyObject *o)
{
    static PyTypeObject *const types[] = {
        &PyLong_Type,    &PyBool_Type,  &PyUnicode_Type,   &PyFloat_Type,
        &PyComplex_Type, &PyBytes_Type, &PyByteArray_Type, &PyList_Type,
        &PyTuple_Type,   &PyDict_Type,  &PySet_Type,       &PyFrozenSet_Type,
        &PyCapsule_Type, &PyModule_Type};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (Py_TYPE(o) == types[i])
            return true;
    return false;
}

const char *
text_word(const char *text)
{
    PyObject *o = PyUnicode_FromString(text);
    PyErr_Clear();
    bool good = o != NULL;
    Py_XDECREF(o);
    return good ? "utf8" : "";
}

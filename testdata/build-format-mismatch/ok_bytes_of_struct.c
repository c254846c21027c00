/* The bytes of a struct and how many; an array by its address. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

struct header {
    char magic[4];
    int version;
};

PyObject *
write_header(PyObject *file)
{
    struct header h = {"ABC", 1};
    return PyObject_CallMethod(file, "write", "y#", &h, (Py_ssize_t)sizeof h);
}

PyObject *
name_of(int number)
{
    char name[32];
    PyOS_snprintf(name, sizeof name, "device %d", number);
    return Py_BuildValue("s", &name);
}

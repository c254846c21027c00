/* 'N' takes the view over. */
#include <Python.h>
#include <string.h>

PyObject *
describe(PyObject *self, PyObject *args)
{
    const char *text;
    char copy[64];
    if (!PyArg_ParseTuple(args, "s", &text))
        return NULL;
    strncpy(copy, text, sizeof copy - 1);
    copy[sizeof copy - 1] = '\0';
    PyObject *view = PyMemoryView_FromMemory(copy, 64, PyBUF_READ);
    if (view == NULL)
        return NULL;
    return Py_BuildValue("(sN)", text, view); // WARN kept-stack-memory "copy"
}

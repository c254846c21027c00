/* A reference count is no different from any other call. */
#include <Python.h>
#include <stdlib.h>

int
run(PyObject *command)
{
    const char *text = PyUnicode_AsUTF8(command);
    if (text == NULL)
        return -1;
    Py_INCREF(command);
    Py_BEGIN_ALLOW_THREADS
    system(text);
    Py_DECREF(command); // WARN api-call-without-gil "Py_DECREF"
    Py_END_ALLOW_THREADS
    return 0;
}

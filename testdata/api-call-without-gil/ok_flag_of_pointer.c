/* The GIL is only released where the function that was found does not need
 * it; a number that says something else is no such flag. */
#include <Python.h>

typedef void copy_function(char *to, const char *from, Py_ssize_t n,
                           void *data);

extern int copy_find(int from, int to, copy_function **copy, void **data,
                     int *needs_python);
extern int step_find(int kind, void (**step)(char *), int *width);

PyObject *
assign_all(char *to, const char *from, Py_ssize_t n)
{
    copy_function *copy = NULL;
    void *data = NULL;
    int needs_python = 0;
    PyThreadState *_save = NULL;
    if (copy_find(1, 2, &copy, &data, &needs_python) < 0)
        return PyErr_NoMemory();
    if (!needs_python)
        _save = PyEval_SaveThread();
    for (Py_ssize_t i = 0; i < n; i++)
        copy(to + i, from, 1, data);
    if (!needs_python)
        PyEval_RestoreThread(_save);
    if (needs_python && PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

PyObject *
walk(char *p)
{
    void (*step)(char *) = NULL;
    int width = 0;
    if (step_find(1, &step, &width) < 0)
        return PyErr_NoMemory();
    Py_BEGIN_ALLOW_THREADS
    step(p);
    Py_END_ALLOW_THREADS
    if (width)
        return PyLong_FromLong(width);
    Py_RETURN_NONE;
}

/* The call that finds the function also says whether it uses Python objects,
 * and nobody asks before the GIL is released. */
#include <Python.h>

typedef void copy_function(char *to, const char *from, Py_ssize_t n,
                           void *data);

extern int copy_find(int from, int to, copy_function **copy, void **data,
                     int *needs_python);
extern void copy_drop(void *data);

PyObject *
assign_masked(char *to, const char *from, Py_ssize_t n, const char *mask)
{
    copy_function *copy = NULL;
    void *data = NULL;
    int needs_python = 0;
    if (copy_find(1, 2, &copy, &data, &needs_python) < 0)
        return PyErr_NoMemory();
    Py_BEGIN_ALLOW_THREADS // STEP 1 "releases the GIL"
    for (Py_ssize_t i = 0; i < n; i++)
        if (mask[i])
            copy(to + i, from, 1, data); // WARN api-call-without-gil "'needs_python' may say"
    Py_END_ALLOW_THREADS
    copy_drop(data);
    if (needs_python) {
        /* some conversions run Python code */
        if (PyErr_Occurred())
            return NULL;
    }
    Py_RETURN_NONE;
}

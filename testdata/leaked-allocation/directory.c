/* The directory stays open when a name cannot be made. */
#include <Python.h>
#include <dirent.h>

PyObject *
names_in(const char *path)
{
    DIR *d = opendir(path);
    if (d == NULL)
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    PyObject *list = PyList_New(0);
    if (list == NULL) {
        closedir(d);
        return NULL;
    }
    struct dirent *e;
    while ((e = readdir(d)) != NULL) {
        PyObject *name = PyUnicode_DecodeFSDefault(e->d_name);
        if (name == NULL || PyList_Append(list, name) < 0) {
            Py_XDECREF(name);
            Py_DECREF(list);
            return NULL; // WARN leaked-allocation "directory 'd' from opendir() leaked"
        }
        Py_DECREF(name);
    }
    closedir(d);
    return list;
}

// RUN names_in(".")
// RUN-UNSEEN a directory is no block that the runtime follows

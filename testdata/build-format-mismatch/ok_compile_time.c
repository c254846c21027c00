/* Only one of the two is ever used here. */
#include <Python.h>
#include <sys/types.h>

PyObject *
file_size(off_t size)
{
    return Py_BuildValue(sizeof(off_t) > 4 ? "L" : "i", size);
}

/* Memory that was allocated here becomes an object by hand. */
#include <Python.h>
#include <stdlib.h>

extern PyTypeObject Raw_Type;

PyObject *
raw_new(void)
{
    PyObject *o = malloc(sizeof(PyObject));
    if (o == NULL)
        return PyErr_NoMemory();
    o->ob_refcnt = 1;
    o->ob_type = &Raw_Type;
    return o;
}

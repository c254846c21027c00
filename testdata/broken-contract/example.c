/* The attribute promises a reference that the function does not give. */
#include <Python.h>

#ifdef __REFAUDIT__
#define RETURNS_NEW __attribute__((annotate("refaudit: new")))
#else
#define RETURNS_NEW
#endif

static PyObject *current;

RETURNS_NEW PyObject *
get_current(void) // WARN broken-contract "returns a borrowed one"
{
    return current != NULL ? current : Py_None;
}

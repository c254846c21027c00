/* The second argument is said to be stolen and is only looked at. */
#include <Python.h>

#ifdef WITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE
#define STEALS(n) __attribute__((cpychecker_steals_reference_to_arg(n)))
#else
#define STEALS(n)
#endif

STEALS(2)
int
count_in(PyObject *list, PyObject *item) // WARN broken-contract "is said to steal 'item'"
{
    Py_ssize_t n = PySequence_Count(list, item);
    return n < 0 ? -1 : (int)n;
}

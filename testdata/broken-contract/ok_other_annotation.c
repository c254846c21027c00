/* Annotations of other tools are none of ours. */
#include <Python.h>

#if defined(__clang__)
#define MARK(text) __attribute__((annotate(text)))
#else
#define MARK(text)
#endif

MARK("lifetime: borrowed")
PyObject *
number(long n)
{
    return PyLong_FromLong(n);
}

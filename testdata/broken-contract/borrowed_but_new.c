/* cpychecker's attribute on a function that makes its result. */
#include <Python.h>

#ifdef WITH_CPYCHECKER_RETURNS_BORROWED_REF_ATTRIBUTE
#define BORROWED __attribute__((cpychecker_returns_borrowed_ref))
#else
#define BORROWED
#endif

PyObject *make_name(long n) BORROWED;

PyObject *
make_name(long n) // WARN broken-contract "returns a new one"
{
    return PyUnicode_FromFormat("thread %ld", n);
}

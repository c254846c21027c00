/* What a helper fails with is handed on: whether that helper raises depends on
 * what it was asked. */
#include <Python.h>

#ifdef WITH_CPYCHECKER_NEGATIVE_RESULT_SETS_EXCEPTION_ATTRIBUTE
#define RAISES __attribute__((cpychecker_negative_result_sets_exception))
#else
#define RAISES
#endif

static int
step(const char *s, int strict)
{
    if (s[0] == 0) {
        if (strict)
            PyErr_SetString(PyExc_ValueError, "empty");
        return -1;
    }
    return 1;
}

RAISES
int
run_all(const char *s, int strict) // DOUBT broken-contract "returns without"
{
    int n = step(s, strict);
    if (n < 0)
        return n;
    return 0;
}

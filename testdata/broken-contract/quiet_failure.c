/* Negative results are said to come with an exception. */
#include <Python.h>

#ifdef WITH_CPYCHECKER_NEGATIVE_RESULT_SETS_EXCEPTION_ATTRIBUTE
#define RAISES __attribute__((cpychecker_negative_result_sets_exception))
#else
#define RAISES
#endif

RAISES
int
check_level(long level) // WARN broken-contract "returns without one"
{
    if (level > 9)
        return -1;
    return 0;
}

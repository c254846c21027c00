// PYTHON >=3.13
/* Two objects at once. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long total;
} Account;

int
account_move(Account *from, Account *to, long sum)
{
    Py_BEGIN_CRITICAL_SECTION2(from, to);
    if (from->total < sum)
        return -1; // WARN unbalanced-critical-section
    from->total -= sum;
    to->total += sum;
    Py_END_CRITICAL_SECTION2();
    return 0;
}

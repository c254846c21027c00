/* A flag of the object says that there is one more reference, which goes with
 * the flag: callers have theirs.  Where no flag says so a helper that drops
 * its argument has none left.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    unsigned flags;
} Wrapper;

#define HAS_EXTRA 128

void
transfer_back(Wrapper *w)
{
    if (w->flags & HAS_EXTRA) {
        w->flags &= ~(unsigned)HAS_EXTRA;
        Py_DECREF(w);
    }
    w->flags |= 1; // DOUBT use-after-release
}

void
finish(Wrapper *w, int code)
{
    if (code < 0)
        Py_DECREF(w);
    w->flags |= 1; // WARN use-after-release
}

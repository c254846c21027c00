// PYTHON >=3.13
/* Given up for a while inside a loop. */
#include <Python.h>

static PyMutex lock;
static int left;

void
drain(void (*work)(int))
{
    PyMutex_Lock(&lock);
    while (left > 0) {
        int job = left--;
        PyMutex_Unlock(&lock);
        work(job);
        PyMutex_Lock(&lock);
    }
    PyMutex_Unlock(&lock);
}

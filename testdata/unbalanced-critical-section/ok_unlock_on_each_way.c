// PYTHON >=3.13
/* Unlocked on both ways. */
#include <Python.h>

static PyMutex lock;
static int users;

int
enter_once(void)
{
    PyMutex_Lock(&lock);
    if (users > 0) {
        PyMutex_Unlock(&lock);
        return 0;
    }
    users++;
    PyMutex_Unlock(&lock);
    return 1;
}

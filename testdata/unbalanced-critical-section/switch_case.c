// PYTHON >=3.13
/* One case of the switch returns while the mutex is locked. */
#include <Python.h>

struct device {
    PyMutex lock;
    int mode, level;
};

int
device_read(struct device *d, int what)
{
    int value = 0;
    PyMutex_Lock(&d->lock);
    switch (what) {
    case 0:
        value = d->mode;
        break;
    case 1:
        value = d->level;
        break;
    default:
        return -1; // WARN unbalanced-critical-section "'d->lock'"
    }
    PyMutex_Unlock(&d->lock);
    return value;
}

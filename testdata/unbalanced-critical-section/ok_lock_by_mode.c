/* The caller says whether to take the lock or to let go of it. */
#include <Python.h>

#define LOCK 1

static PyThread_type_lock *locks;

static void
turn_lock(int mode, int n, const char *file, int line)
{
    (void)file;
    (void)line;
    if (mode & LOCK)
        PyThread_acquire_lock(locks[n], WAIT_LOCK);
    else
        PyThread_release_lock(locks[n]);
}

void (*turn_lock_callback)(int, int, const char *, int) = turn_lock;

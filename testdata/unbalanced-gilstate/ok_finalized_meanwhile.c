/* The interpreter ends while the lock is given up: there is no thread state
 * any more that could be taken back.
 */
#include <Python.h>

struct tap {
    PyObject *owner;
    struct tap *next;
};

void tap_close(struct tap *t);

void
tap_drop(struct tap *t)
{
    PyGILState_STATE state = 0;
    PyThreadState *_save = NULL;
    int alive = Py_IsInitialized();
    if (alive) {
        state = PyGILState_Ensure();
        Py_CLEAR(t->owner);
        Py_UNBLOCK_THREADS
    }
    while (t != NULL) {
        struct tap *next = t->next;
        tap_close(t);
        t = next;
    }
    if (alive && Py_IsInitialized()) {
        Py_BLOCK_THREADS
        PyGILState_Release(state);
    }
}

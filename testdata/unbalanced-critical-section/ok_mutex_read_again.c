/* The mutex that a field points to is read again after a call that could
 * store another one there, and does not.
 */
#include <Python.h>
#include <pthread.h>

struct item {
    struct item *next;
    void *mutex;
};

static struct item *
item_add(struct item *head)
{
    struct item *last = head;
    struct item *added = PyMem_Malloc(sizeof *added);
    if (added == NULL)
        return NULL;
    while (last->next != NULL)
        last = last->next;
    last->next = added;
    added->mutex = NULL;
    return added;
}

static void
grab(void *mutex)
{
    pthread_mutex_lock(mutex);
}

static void
leave(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

PyObject *
play(struct item *head, struct item *sound)
{
    sound->mutex = head->mutex;
    grab(head->mutex);
    sound->next = item_add(head);
    leave(head->mutex);
    return PyLong_FromVoidPtr(sound->next);
}

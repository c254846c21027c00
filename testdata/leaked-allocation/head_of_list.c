/* The list that a helper builds is nobody's when the next key fails. */
#include <Python.h>

struct entry {
    long key;
    struct entry *next;
};

static int
push(struct entry **head, long key)
{
    struct entry *e = PyMem_Malloc(sizeof *e);

    if (e == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    e->key = key;
    e->next = *head;
    *head = e;
    return 0;
}

static void
release(struct entry *head)
{
    while (head != NULL) {
        struct entry *next = head->next;

        PyMem_Free(head);
        head = next;
    }
}

PyObject *
count_numbers(PyObject *self, PyObject *source)
{
    struct entry *head = NULL;
    long n;

    (void)self;
    for (n = 0; n < 10; n++) {
        long key = PyLong_AsLong(source);

        if (key == -1 && PyErr_Occurred())
            return NULL; // WARN leaked-allocation "memory at 'head'"
        if (push(&head, key) < 0) {
            release(head);
            return NULL;
        }
    }
    release(head);
    return PyLong_FromLong(n);
}

// RUN count_numbers(7)
// RUN-UNSEEN it takes an object whose second __index__() fails

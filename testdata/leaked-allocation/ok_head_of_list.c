/* A helper puts each block before the others: the new head holds the old
   one, although the variable is overwritten. */
#include <Python.h>

struct entry {
    PyObject *key;
    struct entry *next;
};

static int
push(struct entry **head, PyObject *key)
{
    struct entry *e = PyMem_Malloc(sizeof *e);

    if (e == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_INCREF(key);
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

        Py_DECREF(head->key);
        PyMem_Free(head);
        head = next;
    }
}

PyObject *
count_keys(PyObject *self, PyObject *source)
{
    struct entry *head = NULL;
    long n;

    (void)self;
    for (n = 0; n < 10; n++) {
        PyObject *key = PyObject_CallObject(source, NULL);

        if (key == NULL || push(&head, key) < 0) {
            Py_XDECREF(key);
            release(head);
            return NULL;
        }
        Py_DECREF(key);
    }
    release(head);
    return PyLong_FromLong(n);
}

// RUN count_keys({"a": 1})

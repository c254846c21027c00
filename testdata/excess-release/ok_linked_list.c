/* Each round releases one node's object and frees the node. */
#include <Python.h>
#include <stdlib.h>

struct node {
    PyObject *object;
    struct node *next;
};

void
drain(struct node *head)
{
    while (head != NULL) {
        struct node *next = head->next;
        Py_DECREF(head->object);
        free(head);
        head = next;
    }
}

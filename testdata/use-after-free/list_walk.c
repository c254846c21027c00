/* The step to the next node reads the node that was just freed. */
#include <Python.h>
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};

struct node *
build(int n)
{
    struct node *head = malloc(sizeof *head);
    if (head == NULL)
        return NULL;
    head->value = n;
    head->next = NULL;
    free(head);
    if (head->next == NULL) // WARN use-after-free "'head'"
        return NULL;
    return NULL;
}

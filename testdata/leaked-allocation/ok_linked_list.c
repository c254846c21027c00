/* The new node hangs on the list that the caller holds. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

struct node {
    char *word;
    struct node *next;
};

int
push(struct node **head, const char *word)
{
    struct node *n = malloc(sizeof *n);
    if (n == NULL)
        return -1;
    n->word = strdup(word);
    if (n->word == NULL) {
        free(n);
        return -1;
    }
    n->next = *head;
    *head = n;
    return 0;
}

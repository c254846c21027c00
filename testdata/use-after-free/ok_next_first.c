/* The next pointer is read before the node goes. */
#include <Python.h>
#include <stdlib.h>

struct node {
    char *word;
    struct node *next;
};

void
destroy(struct node *n)
{
    while (n != NULL) {
        struct node *next = n->next;
        free(n->word);
        free(n);
        n = next;
    }
}

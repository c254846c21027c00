/* Freed in the round that finds the end mark, used in the next one. */
#include <Python.h>
#include <stdlib.h>

int
scan(const char *s, int n)
{
    char *stack = malloc(64);
    if (stack == NULL)
        return -1;
    int done = 0;
    for (int i = 0; i < n; i++) {
        stack[0] = s[i]; // WARN use-after-free "'stack'"
        if (s[i] == ';' && !done) {
            free(stack);
            done = 1;
        }
    }
    if (!done)
        free(stack);
    return done;
}

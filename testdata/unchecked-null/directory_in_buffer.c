/* getcwd() makes a block only where there is no buffer. */
#include <Python.h>
#include <unistd.h>

void
ok_in_buffer(char *out, size_t n)
{
    if (getcwd(out, n) == NULL)
        exit(1);
    out[strlen(out) - 1] = '/';
}

size_t
length(void)
{
    char *own = getcwd(NULL, 0);
    size_t n = strlen(own); // WARN unchecked-null "own"
    free(own);
    return n;
}

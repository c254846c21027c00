/* The early return keeps the common end away. */
#include <Python.h>
#include <stdlib.h>

int
read_all(FILE *in, char **out)
{
    char *line = malloc(80);
    if (line == NULL)
        return -1;
    if (fgets(line, 80, in) == NULL) {
        free(line);
        return 0;
    }
    *out = line;
    return 1;
}

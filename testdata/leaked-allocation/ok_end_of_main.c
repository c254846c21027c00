/* The process ends with main(), and gives everything back. */
#include <Python.h>

#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    char *buffer = malloc(4096);
    if (buffer == NULL)
        return 1;
    if (argc < 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    FILE *in = fopen(argv[1], "rb");
    if (in == NULL)
        return 1;
    size_t n = fread(buffer, 1, 4096, in);
    printf("%zu\n", n);
    return 0;
}

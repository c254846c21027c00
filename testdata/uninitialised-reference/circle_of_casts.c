/* The variables get their values from each other: whoever asks where one of
 * them comes from must come to an end. */
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>

int
shift(int n)
{
    char *block;
    char *other;
    intptr_t number;
    while (n-- > 0) {
        number = (intptr_t)block;
        block = (char *)number;
    }
    free(block); // WARN uninitialised-reference "'block'"
    return n == -7 ? other[0] : 0;
}

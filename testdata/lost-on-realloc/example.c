/* The only pointer to the block becomes NULL. */
#include <Python.h>

typedef struct {
    char *text;
    size_t used, size;
} Buffer;

int
buffer_grow(Buffer *b, size_t more)
{
    b->text = PyMem_Realloc(b->text, b->size + more); // WARN lost-on-realloc "'b->text'"
    if (b->text == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    b->size += more;
    return 0;
}

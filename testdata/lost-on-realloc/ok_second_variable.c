/* The old pointer stays until the new one is known. */
#include <Python.h>

typedef struct {
    char *text;
    size_t size;
} Buffer;

int
buffer_grow(Buffer *b, size_t more)
{
    char *text = PyMem_Realloc(b->text, b->size + more);
    if (text == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    b->text = text;
    b->size += more;
    return 0;
}

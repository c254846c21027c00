/* A new block and a copy. */
#include <Python.h>

typedef struct {
    int *heap;
    size_t n;
} Queue;

int
queue_double(Queue *q)
{
    int *heap = PyMem_Malloc(2 * q->n * sizeof *heap);
    if (heap == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(heap, q->heap, q->n * sizeof *heap);
    PyMem_Free(q->heap);
    q->heap = heap;
    q->n *= 2;
    return 0;
}

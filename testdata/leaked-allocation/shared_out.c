/* A mapping is cut into cells, which go into a list of free ones. */
#include <Python.h>
#include <sys/mman.h>

union cell {
    union cell *next;
    double value;
};

static union cell *spare;

int
cells_more(size_t pages)
{
    size_t n = pages * 4096 / sizeof(union cell);
    union cell *cell = mmap(NULL, pages * 4096, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (cell == MAP_FAILED)
        return -1;
    for (size_t i = 0; i < n; i++) {
        cell->next = spare;
        spare = cell;
        cell++;
    }
    return 0; // DOUBT leaked-allocation "mapping"
}

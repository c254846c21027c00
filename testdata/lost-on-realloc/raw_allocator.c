/* The raw allocator, behind a cast. */
#include <Python.h>

static struct {
    unsigned char *data;
    size_t n;
} frame;

int
frame_resize(size_t n)
{
    frame.data = (unsigned char *)PyMem_RawRealloc(frame.data, n); // WARN lost-on-realloc "'frame.data'"
    if (!frame.data)
        return -1;
    frame.n = n;
    return 0;
}

// RUN frame_resize(100)
// RUN-UNSEEN only the first call has a block to lose

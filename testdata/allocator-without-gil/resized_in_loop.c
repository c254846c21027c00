/* Grows while it reads. */
#include <Python.h>

#include <unistd.h>

typedef struct {
    char *data;
    size_t n, room;
} Stream;

int
stream_fill(Stream *s, int fd)
{
    int failed = 0;
    Py_BEGIN_ALLOW_THREADS
    for (;;) {
        if (s->n == s->room) {
            char *more = PyMem_Realloc(s->data, s->room + 512); // WARN allocator-without-gil "PyMem_Realloc"
            if (more == NULL) {
                failed = 1;
                break;
            }
            s->data = more;
            s->room += 512;
        }
        ssize_t got = read(fd, s->data + s->n, s->room - s->n);
        if (got <= 0)
            break;
        s->n += (size_t)got;
    }
    Py_END_ALLOW_THREADS
    return failed ? -1 : 0;
}

/* The log: whole records in each write, so that processes can share a file. */
#include "rt.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <unistd.h>

#define LONGEST_RECORD 8192
#define ROTATING 16

char process_name[64];

static int log_fd = -1;
static unsigned forks;

void
log_begin(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return;
    /* Out of the way of programs that close or count the low ones. */
    log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 700);
    if (log_fd < 0)
        log_fd = fd;
    else
        close(fd);
}

bool
log_owns(int fd)
{
    return fd == log_fd;
}

static size_t
put_field(char *to, size_t room, const char *text)
{
    size_t n = 0;
    if (text == NULL || *text == '\0')
        text = "-";
    for (; *text != '\0' && n + 2 < room; text++) {
        char c = *text;
        if (c == '\t' || c == '\n' || c == '\\') {
            to[n++] = '\\';
            c = c == '\t' ? 't' : c == '\n' ? 'n' : c;
        }
        to[n++] = c;
    }
    return n;
}

static struct {
    char text[8 * LONGEST_RECORD];
    size_t n;
    bool on;
} held;

static void
log_write(const char *text, size_t n)
{
    while (write(log_fd, text, n) < 0 && errno == EINTR)
        ;
}

void
log_hold(bool on)
{
    int saved = errno;
    if (held.n > 0)
        log_write(held.text, held.n);
    held.n = 0;
    held.on = on;
    errno = saved;
}

static void
line_put(const char *line, size_t n)
{
    if (!held.on) {
        log_write(line, n);
        return;
    }
    if (n > sizeof held.text - held.n)
        log_hold(true);
    memcpy(held.text + held.n, line, n);
    held.n += n;
}

void
log_record(const char *type, ...)
{
    char line[LONGEST_RECORD];
    va_list fields;
    size_t n = put_field(line, sizeof line, type);
    int saved = errno;
    if (log_fd < 0)
        return;
    line[n++] = '\t';
    n += put_field(line + n, 32, text_number((uint64_t)getpid()));
    va_start(fields, type);
    for (;;) {
        const char *field = va_arg(fields, const char *);
        if (field == NULL || n + 4 > sizeof line)
            break;
        line[n++] = '\t';
        n += put_field(line + n, sizeof line - n - 2, field);
    }
    va_end(fields);
    line[n++] = '\n';
    line_put(line, n);
    errno = saved;
}

static char *
rotating(void)
{
    static __thread char buffers[ROTATING][72];
    static __thread unsigned next;
    return buffers[next++ % ROTATING];
}

const char *
text_number(uint64_t n)
{
    char *b = rotating(), *p = b + 24;
    bool minus = (int64_t)n < 0;
    uint64_t left = minus ? -n : n;
    *p = '\0';
    do
        *--p = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (minus)
        *--p = '-';
    return p;
}

const char *
text_hex(uint64_t n)
{
    char *p = rotating() + 24;
    *p = '\0';
    do
        *--p = "0123456789abcdef"[n & 15];
    while ((n >>= 4) > 0);
    *--p = 'x';
    *--p = '0';
    return p;
}

static void forked_child(void);
static void forked_parent(void);

/* Eight digits that are the same for the same command. */
void
process_begin(void)
{
    char buffer[4096];
    uint64_t h = UINT64_C(1469598103934665603);
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, buffer, sizeof buffer);
    if (fd >= 0)
        close(fd);
    for (ssize_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)buffer[i]) * UINT64_C(1099511628211);
    snprintf(process_name, sizeof process_name, "%08x",
             (unsigned)(h ^ h >> 32));
    pthread_atfork(NULL, forked_parent, forked_child);
}

static bool own_fork;

static void
forked_child(void)
{
    char old[sizeof process_name];
    if (own_fork)
        return;
    memcpy(old, process_name, sizeof old);
    old[48] = '\0';
    snprintf(process_name, sizeof process_name, "%s.%u", old, forks + 1);
    forks = 0;
}

static void
forked_parent(void)
{
    forks += !own_fork;
}

void
process_own_fork(bool on)
{
    own_fork = on;
}

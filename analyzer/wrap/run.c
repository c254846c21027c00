/* Running the real compiler, or leaving what says that it did not run. */
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char stub[] = "refaudit cc: recorded, not compiled\n";

/* ---- stubs -------------------------------------------------------------- */

static bool
is_stub(const char *path)
{
    char begin[sizeof stub];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, begin, sizeof stub - 1);
    close(fd);
    return n == (ssize_t)sizeof stub - 1 &&
           memcmp(begin, stub, sizeof stub - 1) == 0;
}

/* The words of a file that a build wrote because the line was too long. */
static bool
response_uses_stub(arena *keep, const char *path)
{
    size_t n = 0;
    char *text = file_read(keep, path, &n);
    char *save = NULL;
    if (text == NULL)
        return false;
    for (char *w = strtok_r(text, " \t\n\"'", &save); w != NULL;
         w = strtok_r(NULL, " \t\n\"'", &save))
        if (is_stub(w))
            return true;
    return false;
}

static bool
uses_stub(arena *keep, const struct wrap_command *c)
{
    for (size_t i = 0; i < c->n_objects; i++) {
        const char *path = c->objects[i];
        if (*path == '@' ? response_uses_stub(keep, path + 1) : is_stub(path))
            return true;
    }
    return false;
}

static bool
write_file(const char *path, const char *text, int mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return false;
    size_t n = strlen(text);
    bool good = write(fd, text, n) == (ssize_t)n;
    return close(fd) == 0 && good;
}

/* spam.c becomes spam.o here, as a compiler would have it. */
static const char *
object_of(arena *keep, const char *source)
{
    const char *slash = strrchr(source, '/');
    char *name = arena_strdup(keep, slash == NULL ? source : slash + 1);
    char *dot = strrchr(name, '.');
    if (dot != NULL)
        *dot = '\0';
    return arena_printf(keep, "%s.o", name);
}

/* What a build looks for after a command that was not run: an output that
 * says so.  False with errno set. */
static bool
stub_write(arena *keep, const struct wrap_command *c)
{
    if (c->depfile != NULL && c->output != NULL && c->n_sources > 0 &&
        !write_file(c->depfile,
                    arena_printf(keep, "%s: %s\n", c->output, c->sources[0]),
                    0666))
        return false;
    if (c->output != NULL)
        return write_file(c->output, stub, 0777);
    if (!c->compile_only)
        return write_file("a.out", stub, 0777);
    for (size_t i = 0; i < c->n_sources; i++)
        if (!write_file(object_of(keep, c->sources[i]), stub, 0666))
            return false;
    return true;
}

/* ---- all of it ---------------------------------------------------------- */

static int
failed(const char *what, const char *name)
{
    fprintf(stderr, "refaudit cc: %s %s: %s\n", what, name, strerror(errno));
    return EXIT_INTERNAL;
}

static int
compile(const struct wrap_command *c)
{
    fflush(stdout);
    execvp(c->args[0], (char *const *)c->args);
    return failed("cannot run", c->args[0]);
}

/* A program that the build makes of sources is often run by it. */
static bool
builds_program(const struct wrap_command *c)
{
    return !c->compile_only && !c->shared && c->n_sources > 0;
}

int
wrap_run(arena *keep, const struct wrap_options *o, const char *const *words,
         size_t n)
{
    struct wrap_command c;
    wrap_read(keep, o, words, n, &c);
    bool anything = c.n_sources > 0 || c.n_objects > 0;
    int code;
    if (o->include != NULL && c.n_sources > 0 && !c.preprocess_only &&
        !wrap_is_probe(&c) && wrap_instrument(keep, o->include, &c, &code))
        return code;
    if (o->record == NULL || !anything || wrap_is_probe(&c))
        return compile(&c);
    if (c.n_sources > 0 && !wrap_record(keep, o->record, &c))
        return failed("cannot write", o->record);
    bool stubbed = uses_stub(keep, &c);
    if (o->compile || (c.n_sources == 0 && !stubbed) ||
        (builds_program(&c) && !stubbed))
        return compile(&c);
    return stub_write(keep, &c) ? EXIT_CLEAN
                                : failed("cannot write for", c.args[0]);
}

#include "plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OBJECT_MAGIC "refaudit-unit 1\n"
#define PLAN_MAGIC "refaudit-plan 1\n"
#define HASH_LENGTH 32
#define MAGIC_LENGTH (sizeof OBJECT_MAGIC - 1)

static_assert(sizeof OBJECT_MAGIC == sizeof PLAN_MAGIC, "one length");

/* ---- bytes ------------------------------------------------------------- */

static void
wire_strings(struct wire *w, const char *const **v, size_t *n)
{
    uint32_t count = (uint32_t)*n;
    wire_u32(w, &count);
    if (w->in != NULL && (w->bad || count > w->n)) {
        w->bad = true;
        *n = 0;
        return;
    }
    const char **copy = ARENA_ARRAY(w->keep, const char *, count);
    for (uint32_t i = 0; i < count; i++) {
        copy[i] = w->in == NULL ? (*v)[i] : NULL;
        wire_str(w, &copy[i]);
        w->bad |= copy[i] == NULL;
    }
    *v = copy;
    *n = count;
}

static void
wire_command(struct wire *w, struct command *c)
{
    wire_str(w, &c->file);
    wire_str(w, &c->directory);
    wire_strings(w, &c->args, &c->n_args);
    w->bad |= c->file == NULL || c->directory == NULL;
}

static uint32_t
wire_count(struct wire *w, size_t *n)
{
    uint32_t count = (uint32_t)*n;
    wire_u32(w, &count);
    w->bad |= w->in != NULL && count > w->n;
    *n = w->bad ? 0 : count;
    return (uint32_t)*n;
}

static void
wire_commands(struct wire *w, struct commands *c)
{
    wire_str(w, &c->root);
    wire_str(w, &c->source);
    wire_strings(w, &c->notes, &c->n_notes);
    uint32_t n = wire_count(w, &c->n);
    if (w->in != NULL)
        c->v = ARENA_ARRAY(w->keep, struct command, n);
    for (uint32_t i = 0; i < n; i++)
        wire_command(w, &c->v[i]);
    n = wire_count(w, &c->n_skipped);
    if (w->in != NULL)
        c->skipped = arena_alloc(w->keep, n * sizeof *c->skipped);
    for (uint32_t i = 0; i < n; i++) {
        wire_str(w, &c->skipped[i].file);
        wire_str(w, &c->skipped[i].reason);
    }
    w->bad |= c->root == NULL || c->source == NULL;
}

/* ---- files ------------------------------------------------------------- */

/* Under another name first: who finds the file finds all of it. */
static bool
file_write(const char *path, const char *magic, struct wire *w,
           const char **error)
{
    arena *keep = w->keep;
    const char *part = arena_printf(keep, "%s.%ld~", path, (long)getpid());
    FILE *f = fopen(part, "wb");
    bool good = f != NULL;
    if (good) {
        const char *hash = hash_hex(keep, text_str(&w->out), w->out.n);
        good = fputs(magic, f) >= 0 && fputs(hash, f) >= 0 &&
               fwrite(text_str(&w->out), 1, w->out.n, f) == w->out.n;
        good = fclose(f) == 0 && good && rename(part, path) == 0;
    }
    if (good)
        return true;
    *error = arena_printf(keep, "cannot write %s: %s", path, strerror(errno));
    unlink(part);
    return false;
}

static bool
file_open(const char *path, const char *magic, const char *what,
          struct wire *w, const char **error)
{
    size_t n;
    arena *keep = w->keep;
    const char *all = file_read(keep, path, &n);
    if (all == NULL) {
        *error = arena_printf(keep, "%s: %s", path, strerror(errno));
        return false;
    }
    size_t head = MAGIC_LENGTH + HASH_LENGTH;
    if (n < head || memcmp(all, magic, MAGIC_LENGTH) != 0 ||
        memcmp(all + MAGIC_LENGTH, hash_hex(keep, all + head, n - head),
               HASH_LENGTH) != 0) {
        *error = arena_printf(keep,
                              "%s: is no %s of this refaudit, or damaged; "
                              "make it again",
                              path, what);
        return false;
    }
    w->in = all + head;
    w->n = n - head;
    return true;
}

static void
wire_object(struct wire *w, struct object *o)
{
    wire_str(w, &o->root);
    wire_command(w, &o->command);
    wire_unit(w, &o->unit);
    w->bad |= o->root == NULL || o->unit.path == NULL ||
              o->unit.status == NULL;
}

bool
object_write(const char *path, struct object *o, arena *keep,
             const char **error)
{
    struct wire w = {.out.keep = keep, .keep = keep};
    wire_object(&w, o);
    text_add_n(&w.out, o->unit.ir == NULL ? "" : o->unit.ir, o->unit.n_ir);
    return file_write(path, OBJECT_MAGIC, &w, error);
}

bool
object_read(const char *path, struct object *o, arena *keep,
            const char **error)
{
    struct wire w = {.keep = keep};
    if (!file_open(path, OBJECT_MAGIC, "unit", &w, error))
        return false;
    wire_object(&w, o);
    if (w.bad) {
        *error = arena_printf(keep, "%s: is damaged; make it again", path);
        return false;
    }
    o->unit.ir = w.in + w.at;
    o->unit.n_ir = w.n - w.at;
    return true;
}

bool
plan_write(const char *path, struct commands *c, arena *keep,
           const char **error)
{
    struct wire w = {.out.keep = keep, .keep = keep};
    wire_commands(&w, c);
    return file_write(path, PLAN_MAGIC, &w, error);
}

bool
plan_read(const char *path, struct commands *c, arena *keep,
          const char **error)
{
    struct wire w = {.keep = keep};
    if (!file_open(path, PLAN_MAGIC, "plan", &w, error))
        return false;
    wire_commands(&w, c);
    if (w.bad)
        *error = arena_printf(keep, "%s: is damaged; make it again", path);
    return !w.bad;
}

/* ---- for make and ninja ------------------------------------------------ */

static void
put_escaped(FILE *f, const char *path)
{
    for (const char *p = path; *p != '\0'; p++) {
        if (*p == ' ' || *p == '#' || *p == '\\')
            fputc('\\', f);
        if (*p == '$')
            fputc('$', f);
        fputc(*p, f);
    }
}

bool
depfile_write(const char *path, const char *out, const struct command *c,
              const char *const *files, size_t n_files)
{
    FILE *f = fopen(path, "w");
    if (f == NULL)
        return false;
    put_escaped(f, out);
    fputc(':', f);
    for (size_t i = 0; i < n_files; i++) {
        fputs(" \\\n ", f);
        if (*files[i] != '/') {
            put_escaped(f, c->directory);
            fputc('/', f);
        }
        put_escaped(f, files[i]);
    }
    fputc('\n', f);
    bool good = ferror(f) == 0;
    return fclose(f) == 0 && good;
}

/* `refaudit unit` and `refaudit emit-ninja`: phase 1 as steps of a build. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "phases.h"
#include "plan.h"

static const char *
real_path(arena *keep, const char *path)
{
    char real[PATH_MAX];
    return arena_strdup(keep, realpath(path, real) == NULL ? path : real);
}

/* ---- unit -------------------------------------------------------------- */

static struct command
unit_command_of(struct session *s)
{
    const struct options *o = s->o;
    const char *directory = o->directory != NULL ? o->directory : ".";
    return (struct command){.file = real_path(s->keep, o->args.v[0]),
                            .directory = real_path(s->keep, directory),
                            .args = o->args.v + 1,
                            .n_args = o->args.n - 1};
}

/* Where the parsing process left it. */
static void
take_ir(const struct session *s, struct unit_result *u)
{
    u->ir = file_read(s->keep, phase_ir_path(s, s->keep, 0), &u->n_ir);
    if (u->ir == NULL)
        die("cannot read the parsed unit: %s", strerror(errno));
}

static int
make_unit(struct session *s)
{
    struct object o = {.command = unit_command_of(s)};
    o.root = real_path(s->keep, s->o->root != NULL ? s->o->root : ".");
    s->root = o.root;
    s->pch_dir = NULL;
    struct commands all = {
        .v = &o.command, .n = 1, .source = "", .root = o.root};
    int signals = pool_signals();
    bool finished = phase_parse(s, &all, signals, &o.unit);
    pool_signals_end(signals);
    if (!finished)
        return EXIT_INTERRUPTED;
    if (o.unit.has_ir)
        take_ir(s, &o.unit);
    o.unit.wall_ms = 0;
    const char *error;
    if (!object_write(s->o->output, &o, s->keep, &error))
        return usage_error("%s", error);
    return EXIT_CLEAN;
}

int
unit_command(const struct options *o)
{
    const char *python;
    if (o->output == NULL)
        return usage_error("unit: --output FILE is missing");
    if (access(o->args.v[0], R_OK) != 0)
        return usage_error("%s: %s", o->args.v[0], strerror(errno));
    if (!session_python(o, &python))
        return EXIT_USAGE;
    struct session s;
    int code = session_open(&s, o, python);
    if (code == EXIT_CLEAN)
        code = make_unit(&s);
    session_close(&s);
    return code;
}

/* ---- emit-ninja -------------------------------------------------------- */

/* For the shell, then for ninja. */
static void
put_word(FILE *f, const char *word)
{
    fputc('\'', f);
    for (const char *p = word; *p != '\0'; p++) {
        if (*p == '\'')
            fputs("'\\'", f);
        if (*p == '$')
            fputc('$', f);
        fputc(*p, f);
    }
    fputc('\'', f);
}

static void
put_path(FILE *f, const char *path)
{
    for (const char *p = path; *p != '\0'; p++) {
        if (*p == '$' || *p == ' ' || *p == ':')
            fputc('$', f);
        fputc(*p, f);
    }
}

static void
put_models(FILE *f, const struct session *s)
{
    for (size_t i = 0; i < s->n_models; i++) {
        fputs(" --model ", f);
        put_word(f, real_path(s->keep, s->models[i].path));
    }
}

static void
put_rules(FILE *f, const struct session *s, const char *self)
{
    fputs("rule unit\n  command = ", f);
    put_word(f, self);
    fputs(" unit --python ", f);
    put_word(f, s->python.exe);
    fputs(" --root ", f);
    put_word(f, s->root);
    fprintf(f, " --generated %s",
            s->o->generated == GENERATED_FULL ? "full" : "skip");
    fputs(" --depfile $out.d -o $out --directory $directory -- $source "
          "$arguments\n"
          "  depfile = $out.d\n  deps = gcc\n  description = parse $in\n\n"
          "# Findings do not fail the build: 'refaudit list' shows them.\n"
          "rule link\n  command = ",
          f);
    put_word(f, self);
    fputs(" link --python ", f);
    put_word(f, s->python.exe);
    fprintf(f, " --generated %s",
            s->o->generated == GENERATED_FULL ? "full" : "skip");
    put_models(f, s);
    fputs(" --plan refaudit.plan --db $out $in; c=$$?; "
          "[ $$c -le 1 ] || [ $$c -eq 3 ]\n"
          "  description = analyse\n\n",
          f);
}

static void
put_units(FILE *f, const struct session *s, const struct commands *c,
          const char *self)
{
    for (size_t i = 0; i < c->n; i++) {
        fprintf(f, "build %zu.ir: unit ", i);
        put_path(f, c->v[i].file);
        fputs(" | ", f);
        put_path(f, self);
        fputs("\n  source = ", f);
        put_word(f, c->v[i].file);
        fputs("\n  directory = ", f);
        put_word(f, c->v[i].directory);
        fputs("\n  arguments =", f);
        for (size_t a = 0; a < c->v[i].n_args; a++) {
            fputc(' ', f);
            put_word(f, c->v[i].args[a]);
        }
        fputc('\n', f);
    }
    fputs("build findings.db: link", f);
    for (size_t i = 0; i < c->n; i++)
        fprintf(f, " %zu.ir", i);
    fputs(" | refaudit.plan ", f);
    put_path(f, self);
    for (size_t i = 0; i < s->n_models; i++) {
        fputc(' ', f);
        put_path(f, real_path(s->keep, s->models[i].path));
    }
    fputs("\ndefault findings.db\n", f);
}

static int
emit(struct session *s, struct commands *c, const char *dir)
{
    const char *path = arena_printf(s->keep, "%s/build.ninja", dir);
    const char *error;
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return usage_error("%s: %s", dir, strerror(errno));
    if (!plan_write(arena_printf(s->keep, "%s/refaudit.plan", dir), c, s->keep,
                    &error))
        return usage_error("%s", error);
    FILE *f = fopen(path, "w");
    if (f == NULL)
        return usage_error("%s: %s", path, strerror(errno));
    fputs("# Made by refaudit emit-ninja.\nninja_required_version = 1.5\n\n",
          f);
    const char *self = real_path(s->keep, "/proc/self/exe");
    put_rules(f, s, self);
    put_units(f, s, c, self);
    bool good = ferror(f) == 0;
    if (fclose(f) != 0 || !good)
        return usage_error("%s: %s", path, strerror(errno));
    if (s->o->quiet == 0)
        fprintf(stderr, "%zu unit%s  %s\nrun: ninja -C %s\n", c->n,
                c->n == 1 ? "" : "s", c->source, dir);
    return EXIT_CLEAN;
}

static int
find_and_emit(struct session *s)
{
    const struct options *o = s->o;
    struct command_query q = {.paths = o->args.v,
                              .n_paths = o->args.n,
                              .compile_db = o->compile_db,
                              .python = &s->python,
                              .exclude = o->exclude.v,
                              .n_exclude = o->exclude.n};
    struct commands c;
    const char *error = NULL;
    if (!commands_find(s->keep, &q, &c, &error))
        return usage_error("%s", error);
    if (c.n == 0)
        return usage_error("no C file was found that includes Python.h; name "
                           "files or directories, or see 'refaudit doctor'");
    s->root = c.root;
    return emit(s, &c, o->output != NULL ? o->output : "build-refaudit");
}

int
emit_ninja_command(const struct options *o)
{
    const char *python;
    if (!session_python(o, &python))
        return EXIT_USAGE;
    struct session s;
    int code = session_open(&s, o, python);
    if (code == EXIT_CLEAN)
        code = find_and_emit(&s);
    session_close(&s);
    return code;
}

/* Each line answers one question that `check` would stumble over later. */
#include "doctor.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "doctor_parts.h"
#include "session.h"

void
doctor_ok(const char *what, const char *value)
{
    printf("OK       %-16s %s\n", what, value);
}

void
doctor_problem(struct doctor *d, const char *what, const char *problem,
               const char *fix)
{
    printf("PROBLEM  %-16s %s\n", what, problem);
    if (fix != NULL)
        printf("         %-16s fix: %s\n", "", fix);
    d->problems++;
}

void
doctor_note(const char *note)
{
    printf("note     %-16s %s\n", "", note);
}

/* ---- the interpreter ---------------------------------------------------- */

static bool
check_python(struct doctor *d)
{
    const char *exe, *error;
    if (!session_python(d->o, &exe))
        return false;
    bool good = python_find(d->keep, exe, &d->python, &error);
    const struct python *py = &d->python;
    if (py->exe == NULL) {
        doctor_problem(d, "interpreter", error, NULL);
        return false;
    }
    doctor_ok("interpreter",
              arena_printf(d->keep, "%s, Python %s%s%s", py->exe, py->version,
                           py->free_threaded ? ", free-threaded" : "",
                           py->debug ? ", debug build" : ""));
    if (good)
        doctor_ok("Python headers", py->include);
    else
        doctor_problem(d, "Python headers", error, NULL);
    return good;
}

static bool
check_libclang(struct doctor *d)
{
    const char *remedy;
    const char *problem = front_libclang_problem(d->keep, &remedy);
    if (problem != NULL) {
        doctor_problem(d, "libclang", problem, remedy);
        return false;
    }
    const char *version = front_libclang_version(d->keep);
    const char *headers = front_resource_dir(d->keep);
    doctor_ok("libclang", version);
    if (headers != NULL)
        doctor_ok("builtin headers", headers);
    else
        doctor_problem(d, "builtin headers",
                       "libclang's own headers (stddef.h) were not found",
                       "apt install libclang-common-19-dev");
    return true;
}

/* ---- what would be analysed --------------------------------------------- */

static bool
check_commands(struct doctor *d)
{
    struct command_query q = {
        .paths = d->o->args.v,
        .n_paths = d->o->args.n,
        .compile_db = d->o->compile_db,
        .python = &d->python,
        .exclude = d->o->exclude.v,
        .n_exclude = d->o->exclude.n,
    };
    const char *error;
    if (!commands_find(d->keep, &q, &d->commands, &error)) {
        doctor_problem(d, "compile commands", error,
                       d->o->compile_db != NULL
                           ? "refaudit compdb makes one from the build"
                           : "name files or directories that are there");
        return false;
    }
    doctor_ok("project", d->commands.root);
    doctor_ok("compile commands", d->commands.source);
    for (size_t i = 0; i < d->commands.n_notes; i++)
        doctor_note(d->commands.notes[i]);
    return true;
}

static bool
is_noted(const struct doctor *d, const char *word)
{
    for (size_t i = 0; i < d->commands.n_notes; i++)
        if (strstr(d->commands.notes[i], word) != NULL)
            return true;
    return false;
}

static const char *
fix_for_nothing(const struct doctor *d)
{
    if (d->o->compile_db != NULL)
        return "the database is of another build: refaudit compdb makes one";
    if (is_noted(d, "C++"))
        return "C++ is not analysed; name directories that have C files";
    return "name the directory of the extension: refaudit check DIR";
}

static void
check_files(struct doctor *d)
{
    const struct commands *c = &d->commands;
    if (c->n > 0)
        doctor_ok("files", arena_printf(d->keep, "%zu to analyse", c->n));
    else
        doctor_problem(d, "files",
                       "no C file that includes Python.h was found",
                       fix_for_nothing(d));
    for (size_t i = 0; i < c->n_skipped; i++)
        doctor_note(arena_printf(d->keep, "%s %s", c->skipped[i].file,
                                 c->skipped[i].reason));
}

/* ---- does it parse? ----------------------------------------------------- */

/* What a generator wrote is not analysed unless that is asked for. */
#define GENERATED "is written by a generator and left out"

static const char *
written_by(const struct unit *u)
{
    for (size_t i = 0; i < u->n_files; i++)
        if (strcmp(u->files[i].path, u->path) == 0 &&
            u->files[i].generator != GENERATOR_NONE &&
            u->files[i].generator != GENERATOR_CLINIC)
            return GENERATED;
    return "";
}

static void
parse_child(struct doctor *d, const struct command *c, int out)
{
    struct front_options options = {
        .root = d->commands.root,
        .python = &d->python,
        .overlay = true,
        .asserts = true,
        .bare = true,
    };
    const char *error = "libclang gave no reason";
    /* A libclang that crashes prints a trace; the parent says it shorter. */
    if (freopen("/dev/null", "w", stderr) == NULL)
        _exit(1);
    struct front *f = front_new(&options);
    struct unit *u = front_unit(f, d->keep, symtab_new(d->keep), c, &error);
    if (u != NULL)
        error = u->n_errors == 0         ? written_by(u)
                : u->first_error == NULL ? "the file has errors"
                                         : u->first_error;
    bool written = write(out, error, strlen(error)) >= 0;
    front_free(f);
    _exit(written ? 0 : 1);
}

/* NULL when the file parses.  In a process of its own: libclang may die. */
static const char *
parse_error(struct doctor *d, const struct command *c)
{
    int ends[2], status;
    if (pipe(ends) != 0)
        return strerror(errno);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        parse_child(d, c, ends[1]);
    }
    close(ends[1]);
    struct text said = {.keep = d->keep};
    char chunk[512];
    for (ssize_t n; pid > 0 && (n = read(ends[0], chunk, sizeof chunk)) > 0;)
        text_add_n(&said, chunk, (size_t)n);
    close(ends[0]);
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        return strerror(errno);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return "the parser died";
    return said.n == 0 ? NULL : text_str(&said);
}

/* A note that names the missing header names the package, too. */
static const char *
fix_for_header(struct doctor *d, const char *error)
{
    const char *from = strchr(error, '\'');
    size_t n = from == NULL ? 0 : strcspn(from + 1, "'");
    if (n == 0 || strstr(error, "file not found") == NULL)
        return NULL;
    const char *header = arena_strndup(d->keep, from + 1, n);
    for (size_t i = 0; i < d->commands.n_notes; i++) {
        const char *note = d->commands.notes[i];
        const char *remedy = strstr(note, "was not found: ");
        if (remedy != NULL && strstr(note, header) != NULL &&
            strstr(remedy, "install") != NULL)
            return remedy + strlen("was not found: ");
    }
    return NULL;
}

static const char *
fix_for_errors(struct doctor *d, const char *error)
{
    const char *install = fix_for_header(d, error);
    if (install != NULL)
        return install;
    if (strcmp(error, GENERATED) == 0)
        return "refaudit check --generated full analyses it, too";
    return d->commands.guessed
               ? "refaudit check --build runs the project's build to learn "
                 "its flags; or give its compile_commands.json with -p"
               : "build the project again, so that its "
                 "compile_commands.json is up to date";
}

static void
check_parsing(struct doctor *d)
{
    if (d->commands.n == 0)
        return;
    const struct command *c = &d->commands.v[0];
    const char *error = parse_error(d, c);
    if (error == NULL)
        doctor_ok("first file", arena_printf(d->keep, "%s parses", c->file));
    else if (strcmp(error, GENERATED) == 0)
        doctor_problem(d, "first file",
                       arena_printf(d->keep, "%s %s", c->file, error),
                       fix_for_errors(d, error));
    else
        doctor_problem(d, "first file", error, fix_for_errors(d, error));
}

int
doctor_command(const struct options *o)
{
    struct doctor d = {.keep = arena_new(), .o = o};
    printf("refaudit %s\n", REFAUDIT_VERSION);
    bool python = check_python(&d);
    bool parser = check_libclang(&d);
    if (python && check_commands(&d)) {
        doctor_build(&d);
        check_files(&d);
        if (parser)
            check_parsing(&d);
    }
    doctor_places(&d);
    arena_free(d.keep);
    if (d.problems == 0)
        return EXIT_CLEAN;
    printf("%u problem%s\n", d.problems, d.problems == 1 ? "" : "s");
    return EXIT_INCOMPLETE;
}

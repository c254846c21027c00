/* Each line answers one question that `check` would stumble over later. */
#include "doctor.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "front.h"
#include "session.h"

#define DEFAULT_DIRECTORY ".refaudit"

struct doctor {
    arena *keep;
    const struct options *o;
    struct python python;
    struct commands commands;
    unsigned problems;
};

static void
say_ok(const char *what, const char *value)
{
    printf("OK       %-16s %s\n", what, value);
}

/* `fix` is a command or a sentence; NULL: the problem says it all. */
static void
say_problem(struct doctor *d, const char *what, const char *problem,
            const char *fix)
{
    printf("PROBLEM  %-16s %s\n", what, problem);
    if (fix != NULL)
        printf("         %-16s fix: %s\n", "", fix);
    d->problems++;
}

static void
say_note(const char *note)
{
    printf("note     %-16s %s\n", "", note);
}

/* ---- the interpreter ------------------------------------------------------
 */

static bool
check_python(struct doctor *d)
{
    const char *exe, *error;
    if (!session_python(d->o, &exe))
        return false;
    bool good = python_find(d->keep, exe, &d->python, &error);
    const struct python *py = &d->python;
    if (py->exe == NULL) {
        say_problem(d, "interpreter", error, NULL);
        return false;
    }
    say_ok("interpreter",
           arena_printf(d->keep, "%s, Python %s%s%s", py->exe, py->version,
                        py->free_threaded ? ", free-threaded" : "",
                        py->debug ? ", debug build" : ""));
    if (good)
        say_ok("Python headers", py->include);
    else
        say_problem(d, "Python headers", error, NULL);
    return good;
}

static void
check_libclang(struct doctor *d)
{
    const char *version = front_libclang_version(d->keep);
    const char *headers = front_resource_dir(d->keep);
    say_ok("libclang", version);
    if (headers != NULL)
        say_ok("builtin headers", headers);
    else
        say_problem(d, "builtin headers",
                    "libclang's own headers (stddef.h) were not found",
                    "apt install libclang-common-19-dev");
}

/* ---- what would be analysed -----------------------------------------------
 */

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
        say_problem(d, "compile commands", error, NULL);
        return false;
    }
    say_ok("project", d->commands.root);
    say_ok("compile commands", d->commands.source);
    for (size_t i = 0; i < d->commands.n_notes; i++)
        say_note(d->commands.notes[i]);
    return true;
}

static void
check_files(struct doctor *d)
{
    const struct commands *c = &d->commands;
    if (c->n > 0)
        say_ok("files", arena_printf(d->keep, "%zu to analyse", c->n));
    else
        say_problem(d, "files", "no C file that includes Python.h was found",
                    "name files or directories");
    for (size_t i = 0; i < c->n_skipped; i++)
        say_note(arena_printf(d->keep, "%s %s", c->skipped[i].file,
                              c->skipped[i].reason));
}

/* ---- does it parse? -------------------------------------------------------
 */

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
        error = u->n_errors == 0         ? ""
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

static void
check_parsing(struct doctor *d)
{
    if (d->commands.n == 0)
        return;
    const struct command *c = &d->commands.v[0];
    const char *error = parse_error(d, c);
    if (error == NULL)
        say_ok("first file", arena_printf(d->keep, "%s parses", c->file));
    else
        say_problem(d, "first file", error,
                    d->commands.guessed
                        ? "build the project and give its "
                          "compile_commands.json with -p"
                        : "build the project again, so that its "
                          "compile_commands.json is up to date");
}

/* ---- the database ---------------------------------------------------------
 */

/* The nearest directory that exists on the way to the file. */
static char *
existing_directory(struct doctor *d, const char *path)
{
    char *dir = arena_printf(d->keep, "%s", path);
    struct stat st;
    for (;;) {
        char *slash = strrchr(dir, '/');
        if (slash == NULL)
            return arena_strdup(d->keep, ".");
        if (slash == dir)
            return arena_strdup(d->keep, "/");
        *slash = '\0';
        if (stat(dir, &st) == 0)
            return dir;
    }
}

/* Root may do anything by its rights, and still not in /proc: try it. */
static bool
can_make_files(struct doctor *d, const char *dir)
{
    char *path = arena_printf(d->keep, "%s/.refaudit-XXXXXX", dir);
    int fd = mkstemp(path);
    if (fd < 0)
        return false;
    close(fd);
    unlink(path);
    return true;
}

static void
check_database(struct doctor *d)
{
    const char *path = d->o->db != NULL ? d->o->db
                                        : DEFAULT_DIRECTORY "/findings.db";
    const char *dir = existing_directory(d, path), *problem = NULL;
    struct stat st;
    if (stat(path, &st) == 0 && access(path, W_OK) != 0)
        problem = arena_printf(d->keep, "cannot write %s: %s", path,
                               strerror(errno));
    else if (!can_make_files(d, dir))
        problem = arena_printf(d->keep, "cannot make files in %s: %s", dir,
                               strerror(errno));
    if (problem == NULL)
        say_ok("database", path);
    else
        say_problem(d, "database", problem,
                    "name another file with --db, or use --no-db");
}

int
doctor_command(const struct options *o)
{
    struct doctor d = {.keep = arena_new(), .o = o};
    printf("refaudit %s\n", REFAUDIT_VERSION);
    bool python = check_python(&d);
    check_libclang(&d);
    if (python && check_commands(&d)) {
        check_files(&d);
        check_parsing(&d);
    }
    check_database(&d);
    arena_free(d.keep);
    if (d.problems == 0)
        return EXIT_CLEAN;
    printf("%u problem%s\n", d.problems, d.problems == 1 ? "" : "s");
    return EXIT_INCOMPLETE;
}

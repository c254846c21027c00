/* `--since REV` and `--base-db FILE`.
 *
 * Both end with one database that holds a run of the base and one of what
 * is here now, so that the issues tell what is new.  A revision that no run
 * of the database has seen is taken out of git into the scratch directory
 * and analysed there with the same commands.  The other database is merged
 * into ours.
 */
#include "since.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "maintain.h"
#include "merge.h"

struct base {
    struct check *k;
    arena *keep;
    const char *rev;  /* of the base, all of it */
    const char *top;  /* of the work tree, absolute */
    const char *tree; /* where the base is laid out */
};

/* ---- git ---------------------------------------------------------------- */

static bool
find_rev(struct base *b)
{
    const char *root = b->k->commands.root, *since = b->k->s.o->since;
    const char *const rev[] = {"git",
                               "-C",
                               root,
                               "rev-parse",
                               "--verify",
                               "--quiet",
                               "--end-of-options",
                               arena_printf(b->keep, "%s^{commit}", since),
                               NULL};
    const char *const top[] = {
        "git", "-C", root, "rev-parse", "--show-toplevel", NULL};
    b->top = git_line(b->keep, top);
    b->rev = b->top == NULL ? NULL : git_line(b->keep, rev);
    return b->rev != NULL && *b->rev != '\0';
}

/* The whole revision, without a work tree that git would remember. */
static bool
lay_out(struct base *b)
{
    const char *scratch = b->k->s.scratch.path;
    const char *index = arena_printf(b->keep, "GIT_INDEX_FILE=%s/index",
                                     scratch);
    b->tree = arena_printf(b->keep, "%s/base", scratch);
    const char *prefix = arena_printf(b->keep, "--prefix=%s/", b->tree);
    const char *const read[] = {"env",  index,       "git",  "-C",
                                b->top, "read-tree", b->rev, NULL};
    const char *const out[] = {"env",   index,  "git",
                               "-C",    b->top, "checkout-index",
                               "--all", prefix, NULL};
    return mkdir(b->tree, 0700) == 0 && git_says(b->keep, read) != NULL &&
           git_says(b->keep, out) != NULL &&
           mkdir(arena_printf(b->keep, "%s/.git", b->tree), 0700) == 0;
}

/* ---- is there a run of it? ---------------------------------------------- */

static bool
is_line_of(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += n)
        if ((at == text || at[-1] == '\n') && (at[n] == '\n' || at[n] == '\0'))
            return true;
    return false;
}

/* The files of this run that the base has, too. */
static struct strings
common_files(struct base *b)
{
    struct strings files = {0};
    const char *root = b->k->commands.root;
    const char *const list[] = {
        "git",     "-c", "core.quotePath=false", "-C",   root,
        "ls-tree", "-r", "--name-only",          b->rev, NULL};
    const char *all = git_says(b->keep, list);
    for (size_t i = 0; all != NULL && i < b->k->commands.n; i++) {
        const char *file = short_path(root, b->k->commands.v[i].file);
        if (is_line_of(all, file))
            VEC_PUSH(b->keep, &files, file);
    }
    return files;
}

static int64_t
known_run(struct base *b, struct store *s)
{
    struct strings files = common_files(b);
    struct store_wanted w = {.rev = b->rev,
                             .model_hash = b->k->s.model_hash,
                             .files = files.v,
                             .n_files = files.n};
    const struct rule **rules = ARENA_ARRAY(b->keep, const struct rule *,
                                            rule_count);
    for (size_t i = 0; i < rule_count; i++)
        if (gate_rule_runs(b->k->s.o, rule_table[i]))
            rules[w.n_rules++] = rule_table[i];
    w.rules = rules;
    return store_run_of(s, &w);
}

/* ---- a run of the base -------------------------------------------------- */

/* The path in the base's tree where it has that file, as it is otherwise. */
static const char *
moved(struct base *b, const char *text)
{
    const char *at = strstr(text, b->top);
    size_t n = strlen(b->top);
    if (at == NULL || (at[n] != '/' && at[n] != '\0'))
        return text;
    const char *path = arena_printf(b->keep, "%s%s", b->tree, at + n);
    if (access(path, F_OK) != 0)
        return text;
    return arena_printf(b->keep, "%.*s%s", (int)(at - text), text, path);
}

/* Where the base has the file, by git's renames, too; or NULL. */
static const char *
base_file(struct base *b, const char *file, const char *(*renames)[2],
          size_t n)
{
    const char *root = b->k->commands.root;
    const char *path = moved(b, file);
    if (path != file)
        return path;
    for (size_t i = 0; i < n; i++)
        if (strcmp(renames[i][1], short_path(root, file)) == 0)
            return moved(b,
                         arena_printf(b->keep, "%s/%s", root, renames[i][0]));
    return NULL;
}

static struct commands *
base_commands(struct base *b)
{
    const struct commands *now = &b->k->commands;
    struct commands *c = arena_copy(b->keep, now, sizeof *now);
    size_t n_renames;
    const char *(*renames)[2] = git_renames(b->keep, now->root, b->rev,
                                            &n_renames);
    c->v = ARENA_ARRAY(b->keep, struct command, now->n);
    c->n = c->n_skipped = c->n_notes = 0;
    c->root = moved(b, now->root);
    for (size_t i = 0; i < now->n; i++) {
        struct command one = now->v[i];
        const char **args = ARENA_ARRAY(b->keep, const char *, one.n_args);
        one.file = base_file(b, one.file, renames, n_renames);
        if (one.file == NULL)
            continue;
        for (size_t k = 0; k < one.n_args; k++)
            args[k] = moved(b, one.args[k]);
        one.args = args;
        one.directory = moved(b, one.directory);
        c->v[c->n++] = one;
    }
    return c;
}

static const char *
absolute(arena *keep, const char *path)
{
    char here[PATH_MAX];
    if (*path == '/' || getcwd(here, sizeof here) == NULL)
        return path;
    return arena_printf(keep, "%s/%s", here, path);
}

/* The options of the run of the base: nothing is shown, nothing fails. */
static struct options
base_options(struct base *b)
{
    struct options o = *b->k->s.o;
    const char **paths = ARENA_ARRAY(b->keep, const char *, o.args.n);
    for (size_t i = 0; i < o.args.n; i++)
        paths[i] = moved(b, absolute(b->keep, o.args.v[i]));
    const char **models = ARENA_ARRAY(b->keep, const char *, o.models.n);
    for (size_t i = 0; i < o.models.n; i++)
        models[i] = absolute(b->keep, o.models.v[i]);
    o.label = arena_printf(b->keep, "base: %s", o.since);
    o.args.v = paths;
    o.models.v = models;
    o.db = absolute(b->keep, record_database(&b->k->s));
    o.since = o.baseline = o.compile_db = NULL;
    o.output = "/dev/null";
    o.outs.n = 0;
    o.annotate = ANNOTATE_NONE;
    o.fix = false;
    o.format = FORMAT_JSONL + 1;
    o.quiet = 2;
    o.fail_on = FAIL_ON_NEVER;
    o.allow_incomplete = ALLOW_ANY;
    return o;
}

static int
note_run(void *data, struct check *k, int code)
{
    int64_t *run = data;
    *run = k->interrupted || k->broken != NULL ? 0 : k->record.run;
    return code;
}

/* Its exit code; the run in *run. */
static int
run_base(struct base *b, int64_t *run)
{
    char here[PATH_MAX];
    struct options o = base_options(b);
    struct git git = {.rev = b->rev, .url = NULL, .dirty = 0};
    struct check_variant v = {.git = &git, .ended = note_run, .data = run};
    if (!b->k->commands.guessed)
        v.commands = base_commands(b);
    const char *there = getcwd(here, sizeof here) == NULL ? b->tree
                                                          : moved(b, here);
    if (there == here || chdir(there) != 0)
        there = chdir(b->tree) == 0 ? b->tree : NULL;
    if (there == NULL)
        return usage_error("--since %s: cannot go into its tree", o.label);
    int code = check_variant(&o, &v);
    if (chdir(here) != 0)
        die("%s: is gone", here);
    return code;
}

/* ---- both ways ---------------------------------------------------------- */

static struct store *
open_ours(struct check *k)
{
    const char *error = NULL;
    struct store *s = store_open(k->s.keep, record_database(&k->s),
                                 STORE_WRITE, &error);
    if (s == NULL)
        usage_error("%s", error);
    return s;
}

/* Git may have another reason: no repository, or somebody else's, which is
 * how a container sees a checkout. */
static int
no_such_rev(struct base *b)
{
    const char *since = b->k->s.o->since, *root = b->k->commands.root;
    const char *const ask[] = {
        "git", "-C", root, "rev-parse", "--show-toplevel", NULL};
    int status = 0;
    const char *said = capture_errors(b->keep, ask, &status);
    if (said == NULL)
        return usage_error("--since %s: git: %s", since, strerror(errno));
    const char *const shallow[] = {
        "git", "-C", root, "rev-parse", "--is-shallow-repository", NULL};
    const char *is_shallow = git_line(b->keep, shallow);
    if (status == 0)
        return usage_error(
            "--since %s: git knows no such revision of %s%s", since, root,
            is_shallow != NULL && strcmp(is_shallow, "true") == 0
                ? ", which is a shallow clone: fetch it first"
                : "");
    size_t n = strlen(said);
    while (n > 0 && said[n - 1] == '\n')
        n--;
    return usage_error("--since %s: git says: %.*s", since, (int)n, said);
}

static int
find_since(struct base *b)
{
    struct check *k = b->k;
    const char *since = k->s.o->since;
    if (!find_rev(b))
        return no_such_rev(b);
    struct store *s = open_ours(k);
    if (s == NULL)
        return EXIT_USAGE;
    k->base = known_run(b, s);
    store_close(s);
    k->base_name = since;
    if (k->base != 0)
        return EXIT_CLEAN;
    if (!lay_out(b))
        return usage_error("--since %s: git cannot lay it out in %s", since,
                           k->s.scratch.path);
    if (k->s.o->quiet == 0)
        fprintf(stderr, "No run of %s (%.12s) is known: analysing it\n", since,
                b->rev);
    int code = run_base(b, &k->base);
    if (code == EXIT_INTERRUPTED)
        return code;
    if (k->base == 0 && code == EXIT_INCOMPLETE)
        k->base = -1; /* nothing of it is C: all is new */
    return k->base != 0
               ? EXIT_CLEAN
               : usage_error("--since %s: it could not be analysed", since);
}

static int
take_base_db(struct base *b)
{
    struct check *k = b->k;
    const char *path = k->s.o->base_db, *error = NULL;
    struct store_merged more;
    struct store *other = store_open(b->keep, path, STORE_READ, &error);
    if (other == NULL)
        return usage_error("--base-db %s", error);
    const char *uuid = store_run_uuid(other, b->keep,
                                      store_run_last(other, 0));
    store_close(other);
    if (uuid == NULL)
        return usage_error("--base-db %s: holds no finished run", path);
    struct store *s = open_ours(k);
    if (s == NULL)
        return EXIT_USAGE;
    bool good = store_merge(s, &path, 1, &more, &error);
    if (good)
        k->base = store_run_by_uuid(s, uuid);
    store_close(s);
    k->base_name = path;
    return good ? EXIT_CLEAN : usage_error("--base-db %s", error);
}

int
since_find(struct check *k)
{
    const struct options *o = k->s.o;
    struct base b = {.k = k, .keep = k->s.keep};
    if (o->since == NULL && o->base_db == NULL)
        return EXIT_CLEAN;
    if (o->since != NULL && o->base_db != NULL)
        return usage_error("--since and --base-db: one at a time");
    if (o->no_db)
        return usage_error("--since and --base-db need the database; leave "
                           "out --no-db");
    return o->since != NULL ? find_since(&b) : take_base_db(&b);
}

/* ---- afterwards --------------------------------------------------------- */

/* What was not looked at because its file is no longer there is gone. */
static bool
file_is_gone(struct check *k, int64_t finding)
{
    struct store_issue issue;
    arena *scratch = arena_new();
    const struct finding *f = store_show(k->record.store, scratch, finding,
                                         &issue);
    bool gone = f != NULL && *f->file != '/' &&
                access(arena_printf(scratch, "%s/%s", k->s.root, f->file),
                       F_OK) != 0;
    arena_free(scratch);
    return gone;
}

static bool
note_state(void *data, const char *state, const char *id, const char *rule,
           int64_t finding)
{
    struct check *k = data;
    (void)id, (void)rule;
    bool here = false;
    for (size_t i = 0; i < k->result.n_findings; i++)
        if (k->issues[i].finding == finding) {
            k->old[i] = strcmp(state, "new") != 0;
            here = true;
        }
    if (here)
        return true;
    bool fixed = strcmp(state, "fixed") == 0 || file_is_gone(k, finding);
    k->base_fixed += fixed;
    k->base_unknown += !fixed;
    return true;
}

void
since_judge(struct check *k)
{
    if (k->base == 0 || k->issues == NULL)
        return;
    k->old = ARENA_ARRAY(k->s.keep, bool, k->result.n_findings);
    if (k->base > 0 &&
        !store_diff(k->record.store, k->base, k->record.run, note_state, k))
        k->broken = arena_strdup(k->s.keep, store_error(k->record.store));
    struct store_issue *issues = arena_copy(
        k->s.keep, k->issues, sizeof *issues * k->result.n_findings);
    for (size_t i = 0; i < k->result.n_findings; i++)
        issues[i].is_new = !k->old[i];
    k->issues = issues;
}

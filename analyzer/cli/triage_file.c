/* Verdicts as JSON: what --export and the review page write, --import reads.
 *
 *     {"format": "refaudit-triage", "version": 1, "verdicts": [
 *       {"uuid", "at", "issue", "rule", "strict", "loose", "body", "verdict",
 *        "why", "comment", "author", "body_hash", "file", "function"}]}
 *
 * The issue is known again by `issue`, else by one of the fingerprints; file
 * and function are for people.  An import takes all or nothing.
 */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "triage.h"

#define FORMAT_NAME "refaudit-triage"

/* ---- out --------------------------------------------------------------- */

struct exporting {
    json_t *verdicts;
    size_t kept_back;
};

static void
set_text(json_t *o, const char *key, const char *value)
{
    if (value != NULL && *value != '\0')
        json_object_set_new(o, key, json_string(value));
}

static bool
export_one(void *data, const struct store_verdict *v)
{
    struct exporting *e = data;
    if (v->t.confidential) {
        e->kept_back++;
        return true;
    }
    json_t *o = json_object();
    set_text(o, "uuid", v->uuid);
    set_text(o, "at", v->at);
    set_text(o, "issue", v->uid);
    set_text(o, "rule", v->rule);
    set_text(o, "strict", v->strict);
    set_text(o, "loose", v->loose);
    set_text(o, "body", v->body);
    set_text(o, "verdict", v->t.verdict);
    set_text(o, "why", v->t.why);
    set_text(o, "comment", v->t.comment);
    set_text(o, "author", v->t.author);
    set_text(o, "body_hash", v->t.body_hash);
    set_text(o, "file", v->file);
    set_text(o, "function", v->function);
    json_array_append_new(e->verdicts, o);
    return true;
}

static bool
write_json(const json_t *all, const char *path)
{
    FILE *out = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");
    if (out == NULL)
        return false;
    bool good = json_dumpf(all, out, JSON_INDENT(1) | JSON_SORT_KEYS) == 0;
    good &= fputc('\n', out) != EOF;
    if (out != stdout)
        good &= fclose(out) == 0;
    return good;
}

int
triage_export(struct triage *t, const char *path)
{
    struct exporting e = {.verdicts = json_array()};
    if (!store_verdicts(t->s, NULL, export_one, &e)) {
        json_decref(e.verdicts);
        usage_error("%s", store_error(t->s));
        return EXIT_INTERNAL;
    }
    json_t *all = json_pack("{s:s, s:i, s:o}", "format", FORMAT_NAME,
                            "version", 1, "verdicts", e.verdicts);
    size_t n = json_array_size(e.verdicts);
    bool good = write_json(all, path);
    if (!good)
        usage_error("--export %s: %s", path, strerror(errno));
    else if (t->o->quiet == 0) {
        fprintf(stderr, "%zu verdict%s written", n, n == 1 ? "" : "s");
        if (e.kept_back > 0)
            fprintf(stderr, ", %zu confidential kept back", e.kept_back);
        fputc('\n', stderr);
    }
    json_decref(all);
    return good ? EXIT_CLEAN : EXIT_USAGE;
}

/* ---- in ---------------------------------------------------------------- */

/* NULL when it is missing; *good is false for what is no text. */
static const char *
get_text(const json_t *o, const char *key, bool *good)
{
    const json_t *value = json_object_get(o, key);
    if (value == NULL || json_is_null(value))
        return NULL;
    *good &= json_is_string(value);
    return json_string_value(value);
}

static bool
read_verdict(const json_t *o, struct store_verdict *v)
{
    bool good = json_is_object(o);
    *v = (struct store_verdict){
        .uuid = get_text(o, "uuid", &good),
        .at = get_text(o, "at", &good),
        .uid = get_text(o, "issue", &good),
        .rule = get_text(o, "rule", &good),
        .strict = get_text(o, "strict", &good),
        .loose = get_text(o, "loose", &good),
        .body = get_text(o, "body", &good),
        .t = {.verdict = get_text(o, "verdict", &good),
              .why = get_text(o, "why", &good),
              .comment = get_text(o, "comment", &good),
              .author = get_text(o, "author", &good),
              .body_hash = get_text(o, "body_hash", &good)},
    };
    return good;
}

/* All of them; *error names the first that cannot be taken. */
static bool
add_all(struct triage *t, const json_t *list, size_t count[3],
        const char **error)
{
    size_t i;
    json_t *o;
    if (!store_begin(t->s))
        return false;
    json_array_foreach(list, i, o)
    {
        struct store_verdict v;
        enum store_added added;
        if (!read_verdict(o, &v)) {
            *error = arena_printf(
                t->o->keep, "verdict %zu is not an object of texts", i + 1);
            return false;
        }
        if (!store_verdict_add(t->s, &v, &added, error)) {
            *error = arena_printf(t->o->keep, "verdict %zu: %s", i + 1,
                                  *error);
            return false;
        }
        count[added]++;
    }
    return store_commit(t->s);
}

static json_t *
read_json(struct triage *t, const char *path, const char **error)
{
    json_error_t problem;
    json_t *all = strcmp(path, "-") == 0
                      ? json_loadf(stdin, JSON_REJECT_DUPLICATES, &problem)
                      : json_load_file(path, JSON_REJECT_DUPLICATES, &problem);
    const char *format = json_string_value(json_object_get(all, "format"));
    json_int_t version = json_integer_value(json_object_get(all, "version"));
    if (all == NULL)
        *error = arena_strdup(t->o->keep, problem.text);
    else if (format == NULL || strcmp(format, FORMAT_NAME) != 0 ||
             !json_is_array(json_object_get(all, "verdicts")))
        *error = "holds no verdicts; 'refaudit triage --export' writes such "
                 "a file";
    else if (version != 1)
        *error = "was written by a newer refaudit; update this one";
    return all;
}

int
triage_import(struct triage *t, const char *path)
{
    const char *error = NULL;
    size_t count[3] = {0};
    json_t *all = read_json(t, path, &error);
    bool good = error == NULL &&
                add_all(t, json_object_get(all, "verdicts"), count, &error);
    json_decref(all);
    if (!good && error == NULL) {
        usage_error("%s", store_error(t->s));
        return EXIT_INTERNAL;
    }
    if (!good)
        return usage_error("--import %s: %s", path, error);
    if (t->o->quiet == 0)
        fprintf(stderr,
                "%zu added, %zu known, %zu about findings that are "
                "not here\n",
                count[VERDICT_ADDED], count[VERDICT_KNOWN],
                count[VERDICT_NO_ISSUE]);
    return EXIT_CLEAN;
}

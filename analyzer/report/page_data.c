/* The JSON of the review page, put together from the parts of the store. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "paint.h"
#include "part.h"

static void
add_string(struct text *out, const char *s)
{
    json_t *value = report_json_words(s);
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
                                       JSON_ENSURE_ASCII);
    if (text == NULL)
        die("out of memory");
    text_add(out, text);
    free(text);
    json_decref(value);
}

static void
add_key(struct text *out, const char *name)
{
    text_printf(out, ",\n\"%s\":", name);
}

static bool
add_part(struct store *s, struct text *out, const char *name,
         enum store_part part, int64_t of)
{
    add_key(out, name);
    return store_part(s, out, part, of);
}

/* ---- facts in plain words -------------------------------------------- */

struct words {
    struct text *out;
    arena *scratch;
    symtab *syms;
    size_t n;
};

static bool
add_words(void *data, const char *fact)
{
    struct words *w = data;
    struct contract_error error;
    struct text words = {.keep = w->scratch};
    const struct contract *c = contract_parse(w->scratch, w->syms, fact,
                                              &error);
    if (c == NULL)
        return true;
    report_contract_short(&words, c);
    text_add(w->out, w->n++ == 0 ? "" : ",\n");
    add_string(w->out, fact);
    text_add(w->out, ":");
    add_string(w->out, text_str(&words));
    return true;
}

static bool
add_facts(struct store *s, struct text *out, int64_t run, bool all)
{
    arena *scratch = arena_new();
    struct words w = {out, scratch, symtab_new(scratch), 0};
    add_key(out, "words");
    text_add(out, "{");
    bool good = store_facts(s, run, all, add_words, &w);
    text_add(out, "}");
    arena_free(scratch);
    return good;
}

/* ---- the two kinds of answer ----------------------------------------- */

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void
add_setting(struct text *out, const char *name, const char *value)
{
    add_key(out, name);
    add_string(out, value);
}

/* Rules after whose last step nothing should be owned. */
static void
add_leaks(struct text *out)
{
    add_key(out, "leaks");
    text_add(out, "[");
    for (size_t i = 0, n = 0; i < rule_count; i++)
        if ((rule_table[i]->events & 1u << EVENT_LOST) != 0)
            text_printf(out, "%s\"%s\"", n++ == 0 ? "" : ",",
                        rule_table[i]->id);
    text_add(out, "]");
}

bool
page_overview(struct store *s, struct text *out, const struct page_options *o,
              bool is_file, int64_t run)
{
    if (run == 0)
        run = store_run_last(s, 0);
    text_printf(out, "{\"format\":1,\"run\":%lld,\"base\":%lld,\"file\":%s",
                (long long)run, (long long)store_run_last(s, run),
                is_file ? "true" : "false");
    add_setting(out, "tool", REFAUDIT_VERSION);
    add_setting(out, "database", base_name(o->database));
    add_setting(out, "project", o->project);
    add_setting(out, "author", is_file ? NULL : o->author);
    add_leaks(out);
    add_key(out, "stamp");
    bool good = store_stamp(s, out) &&
                add_part(s, out, "runs", PART_RUNS, 0) &&
                add_part(s, out, "findings", PART_FINDINGS, run) &&
                (is_file ||
                 add_part(s, out, "confidential", PART_CONFIDENTIAL, run)) &&
                add_part(s, out, "rules", PART_RULES, run) &&
                add_part(s, out, "gaps", PART_GAPS, run) &&
                add_part(s, out, "types", PART_TYPES, run) &&
                add_part(s, out, "disagree", PART_DISAGREE, 0) &&
                add_facts(s, out, run, !is_file);
    text_add(out, "}\n");
    return good;
}

bool
page_detail(struct store *s, struct text *out, int64_t finding)
{
    static const struct {
        const char *name;
        enum store_part part;
    } parts[] = {
        {"steps", PART_STEPS},     {"also", PART_ALSO},
        {"fix", PART_FIX},         {"suppressions", PART_SUPPRESSIONS},
        {"history", PART_HISTORY}, {"evidence", PART_EVIDENCE},
        {"links", PART_LINKS},
    };
    text_add(out, "{\"place\":");
    bool good = store_part(s, out, PART_PLACE, finding);
    for (size_t i = 0; good && i < sizeof parts / sizeof *parts; i++)
        good = add_part(s, out, parts[i].name, parts[i].part, finding);
    text_add(out, "}\n");
    return good;
}

/* Contracts as JSON, for programs. */
#include "model_dump.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "model_wants.h"
#include "session.h"

/* ---- dump -------------------------------------------------------------- */

static json_t *
version_json(struct version v)
{
    return v.major == 0 ? json_null() : json_pack("[ii]", v.major, v.minor);
}

static const char *
name_of_param(const struct contract *c, int param)
{
    return param < 0 ? NULL : c->params[param].name;
}

static json_t *
cond_json(const struct contract *c, const struct cond *k)
{
    static const char *const signs[] = {[COMPARE_EQ] = "==",
                                        [COMPARE_NE] = "!=",
                                        [COMPARE_LT] = "<",
                                        [COMPARE_GE] = ">="};
    switch (k->kind) {
    case COND_EXC:
        return json_pack("{sb}", "exc", 1);
    case COND_NOEXC:
        return json_pack("{sb}", "exc", 0);
    case COND_PARAM:
        return json_pack("{ssssso}", "param", name_of_param(c, k->param),
                         "compare", signs[k->compare], "number",
                         k->null ? json_null() : json_integer(k->number));
    }
    return json_null();
}

static json_t *
outcome_json(const struct contract *c, const struct outcome *o)
{
    static const char *const results[] = {
        [RESULT_VOID] = "void",        [RESULT_NEW] = "new",
        [RESULT_FRESH] = "fresh",      [RESULT_LENT] = "lent",
        [RESULT_SAME] = "same",        [RESULT_INNER] = "inner",
        [RESULT_SLOT] = "slot",        [RESULT_NULL] = "NULL",
        [RESULT_NONNULL] = "nonnull",  [RESULT_VALUE] = "value",
        [RESULT_RANGE] = "range",      [RESULT_NOTZERO] = "notzero",
        [RESULT_NORETURN] = "noreturn"};
    static const char *const excs[] = {[EXC_KEEP] = "keep",
                                       [EXC_SET] = "set",
                                       [EXC_MAYBE] = "maybe",
                                       [EXC_NONE] = "none"};
    json_t *conds = json_array();
    for (size_t i = 0; i < o->n_conds; i++)
        json_array_append_new(conds, cond_json(c, &o->conds[i]));
    json_t *out = json_pack("{ss ss ss? ss? ss? so sb}", "result",
                            results[o->result], "exc", excs[o->exc], "kind",
                            o->kind, "param", name_of_param(c, o->param),
                            "index", name_of_param(c, o->index), "if", conds,
                            "fails", contract_outcome_fails(o));
    if (o->result == RESULT_RANGE) {
        json_object_set_new(out, "lo", json_integer(o->lo));
        json_object_set_new(out, "hi", json_integer(o->hi));
    }
    return out;
}

/* The positions of the outcomes that a when chooses, from 0. */
static json_t *
when_json(const struct contract *c, uint32_t when)
{
    json_t *out = json_array();
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (when >> i & 1)
            json_array_append_new(out, json_integer((json_int_t)i));
    return out;
}

static json_t *
param_json(const struct contract *c, const struct param *p)
{
    json_t *effects = json_array();
    for (size_t i = 0; i < p->n_effects; i++) {
        const struct effect *e = &p->effects[i];
        json_array_append_new(effects,
                              json_pack("{ss ss? ss? so}", "verb",
                                        verb_name(e->verb), "kind", e->kind,
                                        "other", name_of_param(c, e->other),
                                        "when", when_json(c, e->when)));
    }
    return json_pack("{ss so}", "name", p->name, "effects", effects);
}

static json_t *
causes_json(unsigned fails)
{
    static const char *const names[] = {"alloc", "type", "value",
                                        "user",  "os",   "never"};
    json_t *out = json_array();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (fails >> i & 1)
            json_array_append_new(out, json_string(names[i]));
    return out;
}

static json_t *
types_json(unsigned makes)
{
    json_t *out = json_array();
    for (const char *name; (name = object_type_next(&makes)) != NULL;)
        json_array_append_new(out, json_string(name));
    return out;
}

static json_t *
contract_json(arena *keep, const struct contract *c)
{
    static const char *const threads[] = {[THREAD_NEEDED] = "needed",
                                          [THREAD_ANY] = "any",
                                          [THREAD_DETACHES] = "detaches",
                                          [THREAD_ATTACHES] = "attaches"};
    json_t *params = json_array(), *outcomes = json_array();
    for (size_t i = 0; i < c->n_params; i++)
        json_array_append_new(params, param_json(c, &c->params[i]));
    for (size_t i = 0; i < c->n_outcomes; i++)
        json_array_append_new(outcomes, outcome_json(c, &c->outcomes[i]));
    return json_pack(
        "{ss ss ss ss? so so sb ss so so so ss? so sb}", "name", c->name, "id",
        contract_id(keep, c), "text", contract_print(keep, c), "where",
        c->where, "params", params, "outcomes", outcomes, "calls", c->calls,
        "thread", threads[c->thread], "since", version_json(c->since), "until",
        version_json(c->until), "fails", causes_json(c->fails), "format",
        c->format, "makes", types_json(c->makes), "utf8", c->utf8);
}

/* One line of JSON for each contract: of the program, then of the files,
 * which win where both speak of one function and version. */
int
model_dump(const struct options *o)
{
    struct options files = *o;
    files.models = (struct strings){o->args.v + 1, o->args.n - 1, 0};
    struct session s = {.keep = o->keep, .o = &files};
    int code = session_read_models(&s);
    if (code != EXIT_CLEAN)
        return code;
    struct model *m = session_model(&s, o->keep, symtab_new(o->keep));
    for (size_t i = 0; i < model_count(m); i++) {
        json_t *line = contract_json(o->keep, model_at(m, i));
        json_dumpf(line, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
        putchar('\n');
        json_decref(line);
    }
    return EXIT_CLEAN;
}

/* ---- expand ------------------------------------------------------------ */

/* The contract of one call, or null with the reason on stderr. */
static json_t *
expand_one(const struct options *o, symtab *syms, const struct model *m,
           struct version v, const char *const *words)
{
    const struct contract *c = model_find(m, sym_intern(syms, words[0]), v);
    const char *problem = "takes no format that the model knows";
    struct format_call call = {.format = words[1],
                               .n_args = strtoul(words[2], NULL, 10),
                               .version = v,
                               .ssize_clean = true};
    const struct contract *made = NULL;
    if (c != NULL && c->format != NULL)
        made = contract_expand(o->keep, syms, c, &call, &problem);
    if (made != NULL) {
        json_t *line = contract_json(o->keep, made);
        json_object_set_new(line, "wants", wanted_json(o->keep, c, &call));
        return line;
    }
    fprintf(stderr, "%s \"%s\": %s\n", words[0], words[1], problem);
    return json_null();
}

int
model_expand(const struct options *o)
{
    const char **words = o->args.v + 2;
    struct version v;
    if (o->args.n < 5 || (o->args.n - 2) % 3 != 0 ||
        sscanf(o->args.v[1], "%d.%d", &v.major, &v.minor) != 2)
        return usage_error("usage: refaudit model expand X.Y {FUNCTION FORMAT "
                           "ARGUMENTS}...");
    struct session s = {.keep = o->keep, .o = o};
    symtab *syms = symtab_new(o->keep);
    struct model *m = session_model(&s, o->keep, syms);
    for (size_t i = 0; i + 3 <= o->args.n - 2; i += 3) {
        json_t *line = expand_one(o, syms, m, v, words + i);
        json_dumpf(line, stdout,
                   JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_ENCODE_ANY);
        putchar('\n');
        json_decref(line);
    }
    return EXIT_CLEAN;
}

/* `refaudit explain`: a rule, a function of the C API or of the project, a
 * finding. */
#include <string.h>

#include "commands.h"
#include "contract.h"
#include "database.h"
#include "session.h"
#include "show.h"
#include "types.h"

struct explaining {
    const struct options *o;
    const struct model *model;
    struct report_style style;
    struct store *store; /* NULL: there is none, which is no mistake */
    const char *name;    /* of a function that is looked for */
    size_t n;
};

static int
no_such_thing(const struct explaining *e, const char *what)
{
    const struct options *o = e->o;
    struct strings names = {0};
    for (size_t i = 0; i < rule_count; i++) {
        VEC_PUSH(o->keep, &names, rule_table[i]->id);
        VEC_PUSH(o->keep, &names, rule_table[i]->slug);
    }
    for (size_t i = 0; i < model_count(e->model); i++)
        VEC_PUSH(o->keep, &names, model_at(e->model, i)->name);
    const char *near = suggest(what, names.v, names.n);
    return usage_error("'%s' is neither a rule nor a function that the model "
                       "knows%s%s%s%s",
                       what,
                       e->store == NULL ? ""
                                        : ", nor a finding, a type or a "
                                          "function of the last run",
                       near == NULL ? "" : "; did you mean '",
                       near == NULL ? "" : near, near == NULL ? "" : "'?");
}

/* All versions of the contract: which one holds depends on the target. */
static size_t
explain_contracts(const struct explaining *e)
{
    size_t n = 0;
    for (size_t i = 0; i < model_count(e->model); i++) {
        const struct contract *c = model_at(e->model, i);
        if (strcmp(c->name, e->name) != 0)
            continue;
        if (n++ > 0)
            putchar('\n');
        report_explain_contract(stdout, &e->style, c);
    }
    return n;
}

/* Macros that are followed as the code they expand to, and the function that
   this code calls. */
static const struct {
    const char *macro, *function;
} expanded[] = {
    {"Py_BEGIN_ALLOW_THREADS", "PyEval_SaveThread"},
    {"Py_UNBLOCK_THREADS", "PyEval_SaveThread"},
    {"Py_END_ALLOW_THREADS", "PyEval_RestoreThread"},
    {"Py_BLOCK_THREADS", "PyEval_RestoreThread"},
    {"Py_RETURN_NONE", "Py_NewRef"},
    {"Py_RETURN_TRUE", "Py_NewRef"},
    {"Py_RETURN_FALSE", "Py_NewRef"},
    {"Py_RETURN_NOTIMPLEMENTED", "Py_NewRef"},
    {"PyDateTime_IMPORT", "PyCapsule_Import"},
    {"import_array", "_import_array"},
    {"import_array1", "_import_array"},
    {"import_umath", "_import_umath"},
    {"PyArray_SimpleNew", "PyArray_New"},
    {"PyArray_SimpleNewFromData", "PyArray_New"},
    {"PyArray_SimpleNewFromDescr", "PyArray_NewFromDescr"},
    {"PyArray_EMPTY", "PyArray_Empty"},
    {"PyArray_ZEROS", "PyArray_Zeros"},
    {"PyArray_FROM_O", "PyArray_FromAny"},
    {"PyArray_FROM_OF", "PyArray_CheckFromAny"},
    {"PyArray_FROM_OT", "PyArray_FromAny"},
    {"PyArray_FROM_OTF", "PyArray_FromAny"},
    {"PyArray_FROMANY", "PyArray_FromAny"},
    {"PyArray_ContiguousFromAny", "PyArray_FromAny"},
    {"PyArray_Copy", "PyArray_NewCopy"},
};

static size_t
explain_macro(struct explaining *e)
{
    for (size_t i = 0; i < sizeof expanded / sizeof *expanded; i++) {
        if (strcmp(expanded[i].macro, e->name) != 0)
            continue;
        printf("%s is a macro that is followed as the code it expands to, "
               "which calls\n\n",
               e->name);
        e->name = expanded[i].function;
        return explain_contracts(e);
    }
    return 0;
}

/* What the last run learned of a function from its body. */
static bool
explain_summary(void *data, const char *file, uint32_t line, const char *text)
{
    struct explaining *e = data;
    size_t n = strlen(e->name);
    struct contract_error error;
    if (strncmp(text, e->name, n) != 0 || text[n] != '(')
        return true;
    const struct contract *c = contract_parse(
        e->o->keep, symtab_new(e->o->keep), text, &error);
    if (c == NULL)
        return true;
    if (e->n++ > 0)
        putchar('\n');
    report_explain_contract(stdout, &e->style, c);
    fputs("  from      its body, ", stdout);
    print_safe(stdout, file);
    printf(":%u; where that is wrong, a corrected\n"
           "            line in a file for --model counts more\n",
           line);
    return true;
}

static void
explain_rule_of(const struct explaining *e, const char *id)
{
    size_t n_matches;
    struct store_issue issue;
    int64_t finding = store_find(e->store, id, &n_matches);
    const struct finding *f = finding == 0 ? NULL
                                           : store_show(e->store, e->o->keep,
                                                        finding, &issue);
    if (f == NULL)
        return;
    putchar('\n');
    report_explain_rule(stdout, &e->style, f->rule);
}

/* A finding with all of its path and what its rule says, or a type. */
static int
explain_found(const struct explaining *e, const char *id)
{
    struct options o = *e->o;
    o.format = 0;
    struct asked asked = {.store = e->store};
    struct report *report = database_report(&o, stdout, PATH_FULL, &asked,
                                            NULL);
    int code = show_thing(&o, &asked, report, id);
    if (!report_end(report) && code == EXIT_CLEAN)
        code = EXIT_INTERNAL;
    if (code == EXIT_CLEAN)
        explain_rule_of(e, id);
    return code;
}

static bool
is_found(const struct explaining *e, const char *id)
{
    size_t n_findings, n_types;
    if (e->store == NULL)
        return false;
    const struct store_type *types = store_types(e->store, e->o->keep, 0,
                                                 &n_types);
    return store_find(e->store, id, &n_findings) != 0 || n_findings > 1 ||
           types_named(types, n_types, id) != NULL;
}

static int
explain_one(struct explaining *e, const char *what)
{
    const struct rule *rule = rule_find(what);
    if (rule != NULL) {
        report_explain_rule(stdout, &e->style, rule);
        return EXIT_CLEAN;
    }
    char *name = arena_strdup(e->o->keep, what);
    name[strcspn(name, "(")] = '\0';
    e->name = name;
    e->n = 0;
    if (explain_contracts(e) > 0 || explain_macro(e) > 0)
        return EXIT_CLEAN;
    if (is_found(e, what))
        return explain_found(e, what);
    if (e->store != NULL &&
        !store_summaries(e->store, 0, explain_summary, e)) {
        fprintf(stderr, "refaudit: %s\n", store_error(e->store));
        return EXIT_INTERNAL;
    }
    return e->n > 0 ? EXIT_CLEAN : no_such_thing(e, what);
}

/* A database that nobody named and that is not there is no mistake. */
static int
open_database(struct explaining *e)
{
    if (e->o->db == NULL && !database_is_there(e->o))
        return EXIT_CLEAN;
    e->store = database_open(e->o, STORE_READ);
    return e->store == NULL ? EXIT_USAGE : EXIT_CLEAN;
}

int
explain_command(const struct options *o)
{
    struct session s = {.keep = o->keep, .o = o};
    struct explaining e = {
        .o = o,
        .style = report_style_detect(stdout, (enum report_when)o->color)};
    int code = session_read_models(&s);
    if (code == EXIT_CLEAN)
        code = open_database(&e);
    if (code != EXIT_CLEAN)
        return code;
    e.model = session_model(&s, o->keep, symtab_new(o->keep));
    for (size_t i = 0; i < o->args.n && code == EXIT_CLEAN; i++) {
        if (i > 0)
            putchar('\n');
        code = explain_one(&e, o->args.v[i]);
    }
    store_close(e.store);
    return code;
}

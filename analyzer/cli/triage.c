/* `refaudit triage`: verdicts by options; the rest is asked or in files. */
#include "triage.h"

#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "git.h"

bool
triage_is_against(const char *verdict)
{
    static const char *const against[] = {"false-positive", "intentional",
                                          "wont-fix", NULL};
    return str_is_one_of(verdict, against);
}

/* ---- who -------------------------------------------------------------- */

const char *
triage_author(const struct options *o)
{
    static const char *const ask[] = {"git", "config", "user.name", NULL};
    static const char *const names[] = {"LOGNAME", "USER"};
    if (o->author != NULL)
        return o->author;
    const char *said = git_line(o->keep, ask);
    if (said != NULL && *said != '\0')
        return said;
    for (size_t i = 0; i < 2; i++) {
        const char *name = getenv(names[i]);
        if (name != NULL && *name != '\0')
            return name;
    }
    usage_error("who are you?  Name yourself with --author");
    return NULL;
}

/* ---- by options -------------------------------------------------------- */

static int
refuse(const struct triage *t, const char *error)
{
    bool broken = *store_error(t->s) != '\0';
    usage_error("%s", error);
    return broken ? EXIT_INTERNAL : EXIT_USAGE;
}

static void
print_fact(FILE *out, const struct finding *f, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(f->steps[k].fact, f->steps[i].fact) == 0)
            return;
    fputs("    ", out);
    print_safe(out, f->steps[i].fact);
    fputc('\n', out);
}

void
triage_name_facts(FILE *out, const struct finding *f)
{
    fputs("  It rests on these lines; put what is right into a file and pass "
          "that with --model:\n",
          out);
    for (size_t i = 0; i < f->n_steps; i++)
        if (f->steps[i].fact != NULL && strstr(f->steps[i].fact, "->") != NULL)
            print_fact(out, f, i);
}

static void
name_facts_of(const struct triage *t, const char *id)
{
    struct store_issue issue;
    size_t n;
    int64_t row = store_find(t->s, id, &n);
    const struct finding *f = row == 0
                                  ? NULL
                                  : store_show(t->s, t->o->keep, row, &issue);
    if (f != NULL && t->o->quiet == 0)
        triage_name_facts(stderr, f);
}

static int
judge_each(struct triage *t)
{
    const struct options *o = t->o;
    const char *error = NULL;
    const char *why = o->why < 0 ? NULL : review_whys[o->why];
    struct store_triage word = {.verdict = review_verdicts[o->verdict],
                                .why = why,
                                .comment = o->comment,
                                .author = t->author,
                                .confidential = o->confidential};
    if (triage_is_against(word.verdict) && why == NULL && o->comment == NULL)
        return usage_error("%s needs a reason: --why or --comment",
                           word.verdict);
    for (size_t i = 0; i < o->args.n; i++) {
        if (!store_triage(t->s, o->args.v[i], &word, &error))
            return refuse(t, error);
        if (why != NULL && strcmp(why, "wrong-api-model") == 0)
            name_facts_of(t, o->args.v[i]);
    }
    return EXIT_CLEAN;
}

static int
undo_each(struct triage *t)
{
    const char *error = NULL;
    for (size_t i = 0; i < t->o->args.n; i++)
        if (!store_triage_undo(t->s, t->o->args.v[i], t->author, &error))
            return refuse(t, error);
    return EXIT_CLEAN;
}

/* ---- history ----------------------------------------------------------- */

static bool
print_verdict(void *data, const struct store_verdict *v)
{
    (void)data;
    printf("%.19sZ  %.8s  %-6s  %-14s  ", v->at, v->uid, v->rule,
           v->t.verdict);
    print_safe(stdout, v->t.author);
    if (v->t.why != NULL)
        printf("  (%s)", v->t.why);
    if (*v->t.comment != '\0') {
        fputs("  ", stdout);
        print_safe(stdout, v->t.comment);
    }
    putchar('\n');
    return true;
}

static int
print_history(struct triage *t)
{
    const struct strings *ids = &t->o->args;
    bool good = true;
    for (size_t i = 0; i < ids->n; i++) {
        size_t n;
        if (store_find(t->s, ids->v[i], &n) == 0 && n == 0)
            return usage_error("%s: no finding has this id", ids->v[i]);
        good &= store_verdicts(t->s, ids->v[i], print_verdict, NULL);
    }
    if (ids->n == 0)
        good = store_verdicts(t->s, NULL, print_verdict, NULL);
    return good ? EXIT_CLEAN : refuse(t, store_error(t->s));
}

/* ---- all of it --------------------------------------------------------- */

static int
reads_only(struct triage *t)
{
    return t->o->history ? print_history(t) : triage_export(t, t->o->export);
}

static int
writes(struct triage *t)
{
    const struct options *o = t->o;
    if (o->import != NULL)
        return triage_import(t, o->import);
    t->author = triage_author(o);
    if (t->author == NULL)
        return EXIT_USAGE;
    if (o->undo)
        return undo_each(t);
    return o->verdict < 0 ? triage_ask(t) : judge_each(t);
}

static const char *
contradiction(const struct options *o)
{
    int ways = o->undo + o->history + (o->verdict >= 0) + (o->import != NULL) +
               (o->export != NULL);
    if (ways > 1)
        return "one of --verdict, --undo, --history, --import and --export "
               "at a time";
    if ((o->undo || o->verdict >= 0) && o->args.n == 0)
        return "which finding?  'refaudit list' shows the IDs";
    if (o->verdict < 0 && (o->why >= 0 || o->comment != NULL))
        return "--why and --comment belong to a --verdict";
    return NULL;
}

int
triage_command(const struct options *o)
{
    const char *fault = contradiction(o);
    if (fault != NULL)
        return usage_error("%s", fault);
    bool reading = o->history || o->export != NULL;
    struct triage t = {.o = o};
    t.s = database_open(o, reading ? STORE_READ : STORE_WRITE);
    if (t.s == NULL)
        return EXIT_USAGE;
    int code = reading ? reads_only(&t) : writes(&t);
    store_close(t.s);
    return code;
}

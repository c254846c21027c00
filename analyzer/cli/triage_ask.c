/* `refaudit triage` at the terminal: one finding after the other, one letter
 * each, like `git add -p`.  Answers may also come from a pipe. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"
#include "triage.h"

struct asking {
    struct triage *t;
    struct asked asked;
    VEC(const char *) ids; /* uids, in the order to ask */
    size_t judged;
    bool stop;
};

/* ---- answers ----------------------------------------------------------- */

/* One line without its end; NULL when there are no more. */
static const char *
answer(struct asking *a, const char *question)
{
    char *line = NULL;
    size_t size = 0;
    fputs(question, stdout);
    fflush(stdout);
    ssize_t n = getline(&line, &size, stdin);
    if (!isatty(STDIN_FILENO) && n >= 0)
        putchar('\n');
    const char *kept = n < 0 ? NULL
                             : arena_strndup(a->t->o->keep, line,
                                             strcspn(line, "\r\n"));
    free(line);
    if (kept == NULL)
        a->stop = true;
    return kept;
}

static const struct {
    char letter;
    const char *verdict, *help;
} choices[] = {
    {'c', "confirmed", "confirmed: a defect"},
    {'f', "false-positive", "false positive: it cannot happen"},
    {'i', "intentional", "intentional: it happens on purpose"},
    {'w', "wont-fix", "won't fix: a defect that stays"},
    {'n', "needs-info", "needs info: somebody else must look"},
    {'s', NULL, "skip it for now"},
    {'u', NULL, "undo your last verdict on it"},
    {'p', NULL, "print the whole path"},
    {'e', NULL, "edit the place with $EDITOR"},
    {'q', NULL, "quit; what was said is kept"},
};
#define N_CHOICES (sizeof choices / sizeof *choices)

static void
print_choices(void)
{
    for (size_t i = 0; i < N_CHOICES; i++)
        printf("  %c  %s\n", choices[i].letter, choices[i].help);
}

/* ---- one finding ------------------------------------------------------- */

static void
show(struct asking *a, const struct finding *f,
     const struct store_issue *issue, enum report_path path)
{
    struct report *r = database_report(a->t->o, stdout, path, &a->asked, NULL);
    a->asked.finding = issue->finding;
    report_finding(r, f, issue);
    report_end(r);
    if (issue->recheck)
        printf("  recheck: judged %s, but the code of the function has "
               "changed since\n",
               issue->verdict);
}

/* The editor of the user on the place; its words are the shell's. */
static void
edit(struct asking *a, const struct finding *f)
{
    const char *editor = getenv("EDITOR");
    struct text t = {.keep = a->t->o->keep};
    if (editor == NULL || *editor == '\0')
        editor = "vi";
    const char *file = database_file(a->t->o, f->place.file);
    text_printf(&t, "%s +%u '", editor, f->place.line);
    for (const char *p = file; *p != '\0'; p++)
        text_add_n(&t, *p == '\'' ? "'\\''" : p, *p == '\'' ? 4 : 1);
    text_add(&t, "'");
    fflush(stdout);
    if (system(text_str(&t)) != 0)
        puts("  the editor failed");
}

/* Index in review_whys, -1 for none of them. */
static int
ask_why(struct asking *a)
{
    for (int i = 0; review_whys[i] != NULL; i++)
        printf("  %d  %s\n", i + 1, review_whys[i]);
    const char *said = answer(a, "  why? [number, empty for none of these] ");
    if (said == NULL || *said < '1' || *said > '9' || said[1] != '\0')
        return -1;
    int n = *said - '1';
    for (int i = 0; i <= n; i++)
        if (review_whys[i] == NULL)
            return -1;
    return n;
}

/* False: no verdict after all. */
static bool
ask_reason(struct asking *a, struct store_triage *word)
{
    bool against = triage_is_against(word->verdict);
    int why = strcmp(word->verdict, "false-positive") == 0 ? ask_why(a) : -1;
    if (why >= 0)
        word->why = review_whys[why];
    bool needed = against && why < 0;
    do
        word->comment = a->stop ? NULL
                                : answer(a, needed ? "  reason: "
                                                   : "  comment [none]: ");
    while (needed && word->comment != NULL && *word->comment == '\0');
    return word->comment != NULL;
}

static void
judge(struct asking *a, const struct finding *f,
      const struct store_issue *issue, const char *verdict)
{
    struct store_triage word = {.verdict = verdict,
                                .author = a->t->author,
                                .body_hash = f->body_hash,
                                .confidential = a->t->o->confidential};
    const char *error = NULL;
    if (!ask_reason(a, &word))
        return;
    if (!store_triage(a->t->s, issue->uid, &word, &error)) {
        printf("  %s\n", error);
        a->stop |= *store_error(a->t->s) != '\0';
        return;
    }
    a->judged++;
    if (word.why != NULL && strcmp(word.why, "wrong-api-model") == 0)
        triage_name_facts(stdout, f);
}

static void
undo(struct asking *a, const struct store_issue *issue)
{
    const char *error = NULL;
    if (!store_triage_undo(a->t->s, issue->uid, a->t->author, &error))
        printf("  %s\n", error);
    else
        puts("  undone");
}

/* True when the next finding is wanted. */
static bool
act(struct asking *a, const struct finding *f, const struct store_issue *issue,
    char letter)
{
    size_t i = 0;
    while (i < N_CHOICES && choices[i].letter != letter)
        i++;
    if (i == N_CHOICES)
        print_choices();
    else if (choices[i].verdict != NULL) {
        judge(a, f, issue, choices[i].verdict);
        return true;
    }
    else if (letter == 'u')
        undo(a, issue);
    else if (letter == 'p')
        show(a, f, issue, PATH_FULL);
    else if (letter == 'e')
        edit(a, f);
    else
        a->stop |= letter == 'q';
    return letter == 's' || a->stop;
}

static void
ask_about(struct asking *a, size_t i)
{
    arena *keep = a->t->o->keep;
    size_t n;
    struct store_issue issue;
    const struct finding *f = store_show(
        a->t->s, keep, store_find(a->t->s, a->ids.v[i], &n), &issue);
    if (f == NULL) {
        a->stop = true;
        return;
    }
    const char *question = arena_printf(
        keep,
        "[%zu/%zu] c confirmed, f false positive, i intentional, w "
        "won't fix, n needs info, s skip, q quit, ? more: ",
        i + 1, a->ids.n);
    show(a, f, &issue, PATH_KEY);
    for (bool next = false; !next;) {
        const char *said = answer(a, question);
        next = said == NULL || act(a, f, &issue, *said);
    }
    putchar('\n');
}

/* ---- all of them ------------------------------------------------------- */

static bool
collect(void *data, const struct store_row *row)
{
    struct asking *a = data;
    if (gate_shows_row(a->t->o, row))
        VEC_PUSH(a->t->o->keep, &a->ids,
                 arena_strdup(a->t->o->keep, row->issue.uid));
    return true;
}

static int
collect_ids(struct asking *a)
{
    const struct options *o = a->t->o;
    struct store_filter queue = {.scope = SCOPE_QUEUE};
    for (size_t i = 0; i < o->args.n; i++) {
        size_t n;
        if (store_find(a->t->s, o->args.v[i], &n) == 0)
            return usage_error(n == 0
                                   ? "%s: no finding has this id"
                                   : "%s: several findings begin like this; "
                                     "give more of the id",
                               o->args.v[i]);
        VEC_PUSH(o->keep, &a->ids, o->args.v[i]);
    }
    if (o->args.n == 0 && !store_list(a->t->s, &queue, collect, a)) {
        usage_error("%s", store_error(a->t->s));
        return EXIT_INTERNAL;
    }
    return EXIT_CLEAN;
}

int
triage_ask(struct triage *t)
{
    struct asking a = {.t = t, .asked = {.store = t->s}};
    int code = collect_ids(&a);
    if (code != EXIT_CLEAN)
        return code;
    for (size_t i = 0; i < a.ids.n && !a.stop; i++)
        ask_about(&a, i);
    if (a.ids.n == 0)
        puts("nothing to judge");
    else
        printf("%zu of %zu judged\n", a.judged, a.ids.n);
    if (*store_error(t->s) == '\0')
        return EXIT_CLEAN;
    usage_error("%s", store_error(t->s));
    return EXIT_INTERNAL;
}

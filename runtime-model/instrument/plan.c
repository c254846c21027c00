/* Reads the plan that the driver wrote (protocol.h). */
#include "rt.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_FIELDS 16
#define API_SLOTS ((size_t)1 << 13)

struct plan plan;

static struct api *api_slots[API_SLOTS];

static const char *const families[] = {
    [FAMILY_NONE] = "-",  [FAMILY_RAW] = "raw",       [FAMILY_MEM] = "mem",
    [FAMILY_OBJ] = "obj", [FAMILY_MALLOC] = "malloc",
};
static const char *const grades[] = {
    [GRADE_NATURAL] = "natural",
    [GRADE_GENUINE] = "genuine",
    [GRADE_LATE] = "late",
    [GRADE_SYNTHETIC] = "synthetic",
};

const char *
family_name(enum family f)
{
    return families[f];
}

const char *
grade_name(enum grade g)
{
    return grades[g];
}

static enum family
family_of(const char *text, size_t n)
{
    for (int f = FAMILY_RAW; f < FAMILY_COUNT; f++) {
        if (strlen(families[f]) == n && memcmp(families[f], text, n) == 0)
            return (enum family)f;
    }
    /* A block with a GC header is one of the object allocator's. */
    return n == 2 && memcmp(text, "gc", 2) == 0 ? FAMILY_OBJ : FAMILY_NONE;
}

static size_t
name_slot(const char *name)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * UINT64_C(1099511628211);
    return (size_t)(h >> 40) & (API_SLOTS - 1);
}

struct api *
plan_api(const char *name)
{
    for (size_t i = name_slot(name);; i = (i + 1) & (API_SLOTS - 1)) {
        if (api_slots[i] == NULL || strcmp(api_slots[i]->name, name) == 0)
            return api_slots[i];
    }
}

static bool
has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; p != NULL; p = strchr(p, ',')) {
        p += *p == ',';
        if (strncmp(p, word, n) == 0 && (p[n] == '\0' || p[n] == ','))
            return true;
    }
    return false;
}

static void
take_result(struct api *a, const char *text)
{
    static const struct {
        const char *name;
        enum api_result result;
    } names[] = {{"new", API_NEW},         {"lent", API_LENT},
                 {"int", API_INT},         {"void", API_VOID},
                 {"pointer", API_POINTER}, {"double", API_DOUBLE}};
    a->family = family_of(text, strlen(text));
    a->result = a->family == FAMILY_NONE ? API_OTHER : API_BLOCK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, text) == 0)
            a->result = names[i].result;
    }
}

static void
take_trades(struct api *a, const char *text)
{
    a->trades = strcmp(text, "always") == 0 ? TRADES_ALWAYS
                : strcmp(text, "ok") == 0   ? TRADES_OK
                : strcmp(text, "-") == 0    ? TRADES_NOT
                                            : TRADES_SOME;
    for (const char *p = text; a->trades == TRADES_SOME && p != NULL;
         p = strchr(p, ',')) {
        p += *p == ',';
        unsigned *set = *p == '*' ? &a->given : &a->traded;
        *set |= 1U << (unsigned)atoi(p + (*p == '*')) % 32;
    }
}

static void
take_api(char **f, size_t n)
{
    struct api *a = &plan.apis[plan.n_apis];
    if (n < 8 || plan.n_apis >= API_SLOTS / 2 || plan_api(f[0]) != NULL)
        return;
    *a = (struct api){.name = f[0]};
    take_result(a, f[1]);
    a->fail = strcmp(f[2], "null") == 0 ? FAIL_NULL
              : strcmp(f[2], "-1") == 0 ? FAIL_MINUS
                                        : FAIL_NEVER;
    a->raises = strcmp(f[3], "no") != 0;
    a->tells = strcmp(f[3], "tells") == 0;
    a->thread = strcmp(f[4], "any") == 0        ? API_ANY
                : strcmp(f[4], "detaches") == 0 ? API_DETACHES
                : strcmp(f[4], "attaches") == 0 ? API_ATTACHES
                                                : API_NEEDS;
    a->raiser = a->raises && strncmp(a->name, "PyErr_Set", 9) == 0;
    a->alloc = has_word(f[5], "alloc");
    const char *colon = strchr(f[6], ':');
    if (colon != NULL) {
        a->releases = family_of(f[6], (size_t)(colon - f[6]));
        a->released = atoi(colon + 1);
    }
    a->consumes = strcmp(f[7], "-") != 0;
    a->watched = strncmp(f[0], "PyThread_", 9) == 0 ||
                 strcmp(f[0], "PyObject_GC_Track") == 0 ||
                 strcmp(f[0], "_PyObject_GC_New") == 0 ||
                 strcmp(f[0], "_PyObject_GC_NewVar") == 0 ||
                 strstr(f[0], "Arg_ParseTupleAndKeywords") != NULL;
    if (n > 8)
        take_trades(a, f[8]);
    a->asks = asks_of(a->name);
    for (const char *p = n > 10 ? f[10] : "-"; p != NULL && *p != '-';
         p = strchr(p, ',')) {
        p += *p == ',';
        a->steals |= 1U << (unsigned)atoi(p) % 32;
    }
    a->clobbers = n > 9 && strcmp(f[9], "clobbers") == 0;
    size_t i = name_slot(a->name);
    while (api_slots[i] != NULL)
        i = (i + 1) & (API_SLOTS - 1);
    api_slots[i] = a;
    plan.n_apis++;
}

/* So that what differs between calls is not the time. */
static void
take_clocks(void)
{
    static char names[][16] = {"clock_gettime", "gettimeofday", "time",
                               "clock"};
    static char other[] = "other", none[] = "-", no[] = "no", any[] = "any";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *f[] = {names[i], other, none, no, any, none, none, none};
        take_api(f, sizeof f / sizeof *f);
        plan_api(names[i])->clock = true;
    }
}

static void
take_trial(char **f, size_t n)
{
    struct trial *t = &plan.trials[plan.n_trials];
    if (n < 7)
        return;
    *t = (struct trial){.id = f[0], .proc = f[1], .entry = f[2]};
    t->ordinal = (unsigned)strtoul(f[3], NULL, 10);
    t->site = f[5];
    t->deletes = strcmp(t->site, "del") == 0;
    t->again = strcmp(t->site, "again") == 0 ||
               (n > 7 && strcmp(f[7], "again") == 0);
    t->ends = strcmp(t->site, "ends") == 0;
    t->varies = strcmp(t->site, "vary") == 0;
    t->other = n > 7 && strcmp(f[7], "other") == 0;
    t->setter = t->deletes && n > 7 ? f[7] : NULL;
    t->nth = strcmp(f[6], "last") == 0 ? NTH_LAST
                                       : (unsigned)strtoul(f[6], NULL, 10);
    for (int g = GRADE_NATURAL; g <= GRADE_SYNTHETIC; g++) {
        if (strcmp(f[4], grades[g]) == 0)
            t->grade = (enum grade)g;
    }
    plan.n_trials++;
}

static unsigned
number_in(const char *text, unsigned least, unsigned most)
{
    unsigned long n = strtoul(text, NULL, 10);
    return n < least ? least : n > most ? most : (unsigned)n;
}

static void
take_setting(const char *what, char **f, size_t n)
{
    if (strcmp(what, "mode") == 0)
        plan.replay = strcmp(f[0], "replay") == 0;
    else if (strcmp(what, "log") == 0)
        plan.log = f[0];
    else if (strcmp(what, "object") == 0)
        plan.objects[plan.n_objects++] = f[0];
    else if (strcmp(what, "tree") == 0)
        plan.trees[plan.n_trees++] = f[0];
    else if (strcmp(what, "contexts") == 0)
        plan.contexts = number_in(f[0], 1, MOST_CONTEXTS);
    else if (strcmp(what, "limit") == 0)
        plan.limit = number_in(f[0], 1, 3600);
    else if (strcmp(what, "budget") == 0)
        plan.budget = number_in(f[0], 0, 1000000);
    else if (strcmp(what, "owners") == 0)
        plan.owners = strcmp(f[0], "yes") == 0;
    else if (strcmp(what, "jobs") == 0)
        plan.jobs = number_in(f[0], 1, MOST_JOBS - 1);
    else if (strcmp(what, "watch") == 0) {
        plan.watch_boundary = has_word(f[0], "boundary");
        plan.watch_thread = has_word(f[0], "thread");
        plan.watch_gc = has_word(f[0], "gc");
    }
    else if (strcmp(what, "life") == 0 && n >= 2) {
        plan.lives[plan.n_lives++] = (struct kept){
            f[0], (unsigned)strtoul(f[1], NULL, 10)};
    }
    else if (strcmp(what, "repeat") == 0 && n >= 2) {
        plan.warm = number_in(f[0], 1, 16);
        plan.measured = number_in(f[1], 3, 16);
    }
}

static void
unescape(char *text)
{
    char *to = text;
    for (; *text != '\0'; text++, to++) {
        if (*text == '\\' && text[1] != '\0') {
            text++;
            *to = *text == 't' ? '\t' : *text == 'n' ? '\n' : *text;
        }
        else {
            *to = *text;
        }
    }
    *to = '\0';
}

static void
take_line(char *line)
{
    char *fields[MOST_FIELDS];
    size_t n = 0;
    for (char *p = line; p != NULL && n < MOST_FIELDS;) {
        char *tab = strchr(p, '\t');
        if (tab != NULL)
            *tab++ = '\0';
        unescape(p);
        fields[n++] = p;
        p = tab;
    }
    if (n < 2 || line[0] == '#')
        return;
    if (strcmp(fields[0], "api") == 0)
        take_api(fields + 1, n - 1);
    else if (strcmp(fields[0], "trial") == 0)
        take_trial(fields + 1, n - 1);
    else
        take_setting(fields[0], fields + 1, n - 1);
}

static char *
file_text(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0)
        return NULL;
    char *text = own_get((size_t)st.st_size + 1);
    ssize_t n, got = 0;
    while ((n = read(fd, text + got, (size_t)(st.st_size - got))) > 0)
        got += n;
    close(fd);
    return got == st.st_size ? text : NULL;
}

static int
by_life(const void *a, const void *b)
{
    unsigned l = ((const struct kept *)a)->life;
    unsigned r = ((const struct kept *)b)->life;
    return l < r ? -1 : l > r;
}

bool
plan_read(const char *path, const char **why)
{
    char *text = file_text(path), *next;
    size_t lines = 1;
    if (text == NULL || strncmp(text, "refaudit-plan\t1\n", 16) != 0) {
        *why = "the plan cannot be read";
        return false;
    }
    for (const char *p = text; *p != '\0'; p++)
        lines += *p == '\n';
    plan = (struct plan){
        .contexts = 3, .warm = 2, .measured = 5, .limit = 20, .jobs = 1};
    plan.apis = own_get((lines + 8) * sizeof *plan.apis);
    plan.trials = own_get(lines * sizeof *plan.trials);
    plan.objects = own_get(lines * sizeof *plan.objects);
    plan.trees = own_get(lines * sizeof *plan.trees);
    plan.lives = own_get(lines * sizeof *plan.lives);
    for (char *p = text; *p != '\0'; p = next) {
        next = strchr(p, '\n');
        next = next == NULL ? p + strlen(p) : (*next = '\0', next + 1);
        take_line(p);
    }
    qsort(plan.lives, plan.n_lives, sizeof *plan.lives, by_life);
    if (plan.replay)
        take_clocks();
    *why = "the plan names no log";
    return plan.log != NULL;
}

/* Any of those with that number, which lie together. */
bool
plan_keeps(unsigned life)
{
    struct kept key = {.life = life}, *end = plan.lives + plan.n_lives;
    if (plan.n_lives == 0)
        return false;
    struct kept *k = bsearch(&key, plan.lives, plan.n_lives, sizeof key,
                             by_life);
    while (k != NULL && k > plan.lives && k[-1].life == life)
        k--;
    for (; k != NULL && k < end && k->life == life; k++) {
        if (strcmp(k->proc, "*") == 0 || strcmp(k->proc, process_name) == 0)
            return true;
    }
    return false;
}

bool
plan_wants(const char *path)
{
    for (size_t i = 0; i < plan.n_objects; i++) {
        if (strcmp(plan.objects[i], path) == 0)
            return true;
    }
    for (size_t i = 0; i < plan.n_trees; i++) {
        size_t n = strlen(plan.trees[i]);
        while (n > 1 && plan.trees[i][n - 1] == '/')
            n--;
        if (strncmp(plan.trees[i], path, n) == 0 && path[n] == '/')
            return true;
    }
    return false;
}

/* Which calls of the running code are the steps of a finding.
 *
 * A site is a step when it lies on the step's lines and calls the step's
 * function; macros and inline functions of Python's headers go by other
 * names there, so that a line with nothing of the right name gives all that
 * it has.  A step that calls a function of the project stands for the calls
 * inside that function. */
#include <ctype.h>
#include <string.h>

#include "trials.h"

/* ---- steps -------------------------------------------------------------- */

static bool
says_fails(const struct finding_step *s)
{
    const char *end = strstr(s->message, "() fails");
    if (end == NULL)
        return false;
    for (const char *p = s->message; p < end; p++)
        if (!isalnum((unsigned char)*p) && *p != '_')
            return false;
    return true;
}

/* The function that the step calls: the name before "(" in its fact, else
 * the one before "()" in its message. */
static const char *
callee_of(arena *keep, const struct finding_step *s)
{
    size_t n = s->fact == NULL ? 0 : strcspn(s->fact, "(");
    if (n > 0 && s->fact[n] == '(')
        return arena_strndup(keep, s->fact, n);
    const char *end = strstr(s->message, "()");
    const char *begin = end;
    while (begin != NULL && begin > s->message &&
           (isalnum((unsigned char)begin[-1]) || begin[-1] == '_'))
        begin--;
    if (begin == NULL || begin == end)
        return NULL;
    return arena_strndup(keep, begin, (size_t)(end - begin));
}

/* _Py_BuildValue_SizeT is Py_BuildValue, _PyObject_New is PyObject_New. */
static bool
same_function(const char *a, const char *b)
{
    a += *a == '_';
    b += *b == '_';
    size_t n = strlen(a), m = strlen(b);
    n -= str_ends(a, "_SizeT") ? strlen("_SizeT") : 0;
    m -= str_ends(b, "_SizeT") ? strlen("_SizeT") : 0;
    return n == m && strncmp(a, b, n) == 0;
}

bool
sites_have(const struct site_list *list, const char *site)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i]->id, site) == 0)
            return true;
    return false;
}

bool
place_on(const struct code_place *at, const struct place *p)
{
    uint32_t last = p->end_line > p->line ? p->end_line : p->line;
    return at->line >= p->line && at->line <= last &&
           path_matches(at->file, p->file);
}

static bool
site_on(const struct site *s, const struct place *p)
{
    for (size_t i = 0; i < s->n_at; i++)
        if (place_on(&s->at[i], p))
            return true;
    return false;
}

bool
place_in_function(const struct code_place *at, const char *function,
                  const char *file)
{
    return at->function != NULL && function != NULL &&
           strcmp(at->function, function) == 0 &&
           (file == NULL || path_matches(at->file, file));
}

/* `file` NULL: any. */
static bool
site_in(const struct site *s, const char *function, const char *file)
{
    for (size_t i = 0; i < s->n_at; i++)
        if (place_in_function(&s->at[i], function, file))
            return true;
    return false;
}

enum way { WAY_NAME, WAY_INSIDE, WAY_LINE };

static void
add_sites(arena *keep, const struct recording *r, struct site_list *out,
          enum way way, const struct finding_step *step, const char *callee)
{
    for (size_t i = 0; i < r->sites.n; i++) {
        const struct site *s = &r->sites.v[i];
        bool on = way == WAY_INSIDE ? site_in(s, callee, NULL)
                                    : site_on(s, &step->place);
        if (on && (way != WAY_NAME ||
                   (callee != NULL && same_function(s->name, callee))))
            VEC_PUSH(keep, out, s);
    }
}

static struct site_list
sites_of_step(arena *keep, const struct recording *r,
              const struct finding_step *step)
{
    struct site_list out = {0};
    const char *callee = callee_of(keep, step);
    for (enum way way = WAY_NAME; way <= WAY_LINE && out.n == 0; way++)
        if (way != WAY_INSIDE || callee != NULL)
            add_sites(keep, r, &out, way, step, callee);
    return out;
}

#define ADD_ALL(keep, to, from)                                               \
    do {                                                                      \
        for (size_t k_ = 0; k_ < (from).n; k_++)                              \
            VEC_PUSH((keep), (to), (from).v[k_]);                             \
    } while (0)

/* ---- the claim's sites -------------------------------------------------- */

static const struct finding_step *
birth_of(const struct finding *f)
{
    for (size_t i = 0; i < f->n_steps; i++)
        if (strcmp(f->steps[i].kind, "acquire") == 0 ||
            strcmp(f->steps[i].kind, "incref") == 0 ||
            strcmp(f->steps[i].kind, "borrow") == 0)
            return &f->steps[i];
    return NULL;
}

/* What fails last is what leads to the faulty exit; a NULL that nobody
 * tested is the failure of the call that gave it. */
static const struct finding_step *
failure_of(const struct finding *f)
{
    if (str_starts(f->rule->id, "NUL"))
        return birth_of(f);
    for (size_t i = f->n_steps; i-- > 0;)
        if (says_fails(&f->steps[i]))
            return &f->steps[i];
    return NULL;
}

void
claim_sites(arena *keep, const struct recording *r, struct claim *c)
{
    const struct finding_step *birth = birth_of(c->finding);
    const struct finding_step *failure = failure_of(c->finding);
    c->born = c->failing = c->raising = c->inside = (struct site_list){0};
    c->birth = birth == NULL ? NULL : &birth->place;
    c->failure = failure == NULL ? NULL : &failure->place;
    c->called = false;
    c->lent = birth != NULL && (strcmp(birth->kind, "borrow") == 0 ||
                                strstr(birth->fact, ":gives") != NULL);
    if (birth != NULL && birth != failure) {
        struct site_list born = sites_of_step(keep, r, birth);
        const char *callee = callee_of(keep, birth);
        ADD_ALL(keep, &c->born, born);
        c->called = born.n > 0 && callee != NULL &&
                    same_function(born.v[0]->name, callee) &&
                    strstr(birth->fact, ":gives") == NULL;
        c->relayed = callee != NULL;
        for (size_t i = 0; i < born.n && callee != NULL; i++)
            c->relayed &= !same_function(born.v[i]->name, callee) &&
                          site_in(born.v[i], callee, NULL);
    }
    c->wants_failure = failure != NULL;
    c->fails_quietly = failure != NULL &&
                       strstr(failure->message, "sets no exception") != NULL;
    if (failure != NULL) {
        struct site_list failing = sites_of_step(keep, r, failure);
        const char *callee = callee_of(keep, failure);
        for (size_t i = 0; i < failing.n && callee != NULL; i++)
            c->fails_itself |= same_function(failing.v[i]->name, callee);
        for (size_t i = 0; i < failing.n; i++)
            if (str_starts(failing.v[i]->name, "PyErr_"))
                VEC_PUSH(keep, &c->raising, failing.v[i]);
            else if (failing.v[i]->fallible)
                VEC_PUSH(keep, &c->failing, failing.v[i]);
    }
    for (size_t i = 0; i < r->sites.n; i++)
        if (site_in(&r->sites.v[i], c->finding->function, c->finding->file))
            VEC_PUSH(keep, &c->inside, &r->sites.v[i]);
}

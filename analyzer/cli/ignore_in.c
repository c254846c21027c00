/* --ignore-in "GLOB: RULES REASON": rules that do not count in some files. */
#include <fnmatch.h>
#include <string.h>

#include "gate.h"
#include "suppress.h"

struct exemption {
    const char *glob, *reason;
    struct strings rules;
};

/* A glob, rules with commas, the reason; a fault, or NULL. */
static const char *
parse(arena *keep, const char *text, struct exemption *x)
{
    const char *colon = strstr(text, ": ");
    if (colon == NULL || colon == text)
        return "it has to be like \"tests/*: REF001,NUL* reason\"";
    x->glob = arena_strndup(keep, text, (size_t)(colon - text));
    const char *at = colon + 1 + strspn(colon + 1, " ");
    for (size_t n; *at != '\0' && *at != ' '; at += n + (at[n] == ',')) {
        n = strcspn(at, ", ");
        VEC_PUSH(keep, &x->rules, arena_strndup(keep, at, n));
    }
    x->reason = at + strspn(at, " ");
    const char *fault = *x->reason == '\0' ? "it has no reason" : NULL;
    for (size_t i = 0; i < x->rules.n && fault == NULL; i++)
        fault = gate_pattern_fault(keep, x->rules.v[i]);
    return fault;
}

bool
ignore_in_check(const struct options *o)
{
    for (size_t i = 0; i < o->ignore_in.n; i++) {
        struct exemption x = {0};
        const char *fault = parse(o->keep, o->ignore_in.v[i], &x);
        if (fault == NULL)
            continue;
        usage_error("--ignore-in \"%s\": %s", o->ignore_in.v[i], fault);
        return false;
    }
    return true;
}

/* As --exclude: the file, or a directory that it is in. */
static bool
is_in(arena *keep, const struct exemption *x, const char *file)
{
    char *path = arena_strdup(keep, file);
    for (char *end = path + strlen(path); end != NULL;
         end = strrchr(path, '/')) {
        *end = '\0';
        if (fnmatch(x->glob, path, 0) == 0)
            return true;
    }
    return false;
}

static void
exempt(arena *keep, const struct exemption *x, struct harvest *h)
{
    for (size_t i = 0; i < h->n_findings; i++) {
        struct finding *f = &h->findings[i];
        bool named = false;
        for (size_t k = 0; k < x->rules.n; k++)
            named |= gate_pattern_matches(x->rules.v[k], f->rule);
        if (!named || f->suppressed != NULL || !is_in(keep, x, f->file))
            continue;
        f->suppressed = x->reason;
        f->suppressor = SUPPRESSOR_SETTING;
    }
}

void
ignore_in_apply(arena *keep, const struct options *o, struct harvest *h)
{
    for (size_t i = 0; i < o->ignore_in.n; i++) {
        struct exemption x = {0};
        const char *fault = parse(keep, o->ignore_in.v[i], &x);
        assert(fault == NULL);
        (void)fault;
        exempt(keep, &x, h);
    }
}

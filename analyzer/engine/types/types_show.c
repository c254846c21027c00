/* Python code that shows what a finding about a type says: it builds the
 * cycle, drops it, and lets the collector look.
 */
#include "types.h"

#include <string.h>

struct showing {
    const struct types *t;
    struct text *out;
};

/* "demo" of "demo.Foo", or NULL. */
static const char *
module_of(arena *keep, const struct type_fact *f)
{
    const char *dot = strrchr(f->name, '.');
    return dot == NULL
               ? NULL
               : arena_printf(keep, "%.*s", (int)(dot - f->name), f->name);
}

static bool
stores(const struct types *t, struct procedure *proc,
       const struct type_fact *f, const struct field_fact *field)
{
    if (proc == NULL)
        return false;
    const struct touches *touches = touches_of((struct types *)t, proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind == TOUCH_STORE && one->holding != HOLD_NOTHING &&
            one->at.record != NULL &&
            record_begins(f->record, one->at.record) &&
            touch_hits(f, one, field))
            return true;
    }
    return false;
}

/* The attribute that is the field itself, or NULL. */
static const char *
member_name(const struct field_fact *field)
{
    return field->is_dict ? "attribute" : field->member_name;
}

/* The property or method by which Python code stores into the field. */
static const struct attribute *
attribute_of(const struct types *t, const struct type_fact *f,
             const struct field_fact *field, bool method)
{
    for (size_t i = 0; i < f->attributes.n; i++) {
        const struct attribute *a = &f->attributes.v[i];
        if (a->method == method && stores(t, a->setter, f, field))
            return a;
    }
    return NULL;
}

/* Some function stores into both fields: of the module, or only of C. */
static struct procedure *
tie_of(const struct types *t, const struct type_fact *f,
       const struct field_fact *field, const struct type_fact *to,
       const struct field_fact *back)
{
    struct procedure *found = NULL;
    for (size_t i = 0; i < t->p->procs.n; i++) {
        struct procedure *proc = &t->p->procs.v[i];
        bool ours = proc->py_name != NULL &&
                    strchr(proc->py_name, '.') == NULL;
        if ((found == NULL || ours) && stores(t, proc, f, field) &&
            stores(t, proc, to, back))
            found = proc;
    }
    return found;
}

/* What makes an instance; "()" where nothing looks at arguments. */
static const char *
creation(const struct showing *s, const struct type_fact *f)
{
    bool plain = !f->slots[SLOT_INIT].set && f->slots[SLOT_NEW].proc == NULL;
    return arena_printf(s->out->keep, "%s(%s)", f->name, plain ? "" : "...");
}

/* x.field = value, in the way that the type allows; false: Python code has no
 * way. */
static bool
say_store(struct showing *s, const struct type_fact *f,
          const struct field_fact *field, const char *var, const char *what)
{
    const char *member = member_name(field);
    const struct attribute *a = attribute_of(s->t, f, field, false);
    if (a != NULL)
        member = a->name;
    if (member != NULL) {
        text_printf(s->out, "%s.%s = %s; ", var, member, what);
        return true;
    }
    if (stores(s->t, f->slots[SLOT_INIT].proc, f, field)) {
        text_printf(s->out, "%s.__init__(%s); ", var, what);
        return true;
    }
    a = attribute_of(s->t, f, field, true);
    if (a != NULL)
        text_printf(s->out, "%s.%s(%s); ", var, a->name, what);
    return a != NULL;
}

static bool
only_created(const struct showing *s, const struct type_fact *f,
             const struct field_fact *field)
{
    return member_name(field) == NULL &&
           attribute_of(s->t, f, field, false) == NULL &&
           attribute_of(s->t, f, field, true) == NULL &&
           !stores(s->t, f->slots[SLOT_INIT].proc, f, field) &&
           stores(s->t, f->slots[SLOT_NEW].proc, f, field);
}

static void
say_imports(struct showing *s, const struct type_fact *f)
{
    const char *module = module_of(s->out->keep, f);
    text_add(s->out, "import gc");
    if (module != NULL)
        text_printf(s->out, ", %s", module);
    text_add(s->out, "; ");
}

/* An instance that refers to itself by the field, at once or by a list that it
 * was made with. */
static bool
say_self(struct showing *s, const struct type_fact *f,
         const struct field_fact *field)
{
    bool stored = true;
    if (!field->user && !field->member && !field->is_dict && !field->settable)
        return false;
    if (only_created(s, f, field)) {
        text_printf(s->out,
                    "box = []; x = %s(box); box.append(x); del x, box; ",
                    f->name);
        return true;
    }
    text_printf(s->out, "x = %s; ", creation(s, f));
    stored = say_store(s, f, field, "x", "x");
    text_add(s->out, "del x; ");
    return stored;
}

/* "iter(b)", or another way by which an instance of `to` makes one of `f` that
 * refers to it; NULL: there is none. */
static const char *
made_by(const struct showing *s, const struct type_fact *f,
        const struct field_fact *field, const struct type_fact *to)
{
    for (size_t i = 0; i < to->methods.n; i++) {
        struct procedure *proc = to->methods.v[i];
        const char *name = proc->py_name;
        const char *dot = name != NULL ? strrchr(name, '.') : NULL;
        if (name == NULL || !stores(s->t, proc, f, field))
            continue;
        if (dot == NULL)
            return arena_printf(s->out->keep, "b.%s(...)", name);
        if (strcmp(dot, ".tp_iter") == 0)
            return "iter(b)";
        if (strcmp(dot, ".tp_call") == 0)
            return "b(...)";
    }
    return NULL;
}

/* One instance of each type on the way, tied to the next. */
static bool
say_ring(struct showing *s, const struct type_fact *f,
         const struct field_fact *field, const struct type_fact *to,
         const struct field_fact *back)
{
    struct procedure *tie = tie_of(s->t, f, field, to, back);
    const char *module = module_of(s->out->keep, f);
    if (tie != NULL && tie->py_name != NULL && module != NULL) {
        text_printf(s->out, "x = %s.%s(...); del x; ", module, tie->py_name);
        return true;
    }
    if (tie != NULL) {
        text_printf(s->out, "x = what %s() made; del x; ", tie->func->name);
        return true;
    }
    const char *made = made_by(s, f, field, to);
    text_printf(s->out, "b = %s; a = %s; ", creation(s, to),
                made != NULL ? made : creation(s, f));
    if ((made == NULL && !say_store(s, f, field, "a", "b")) ||
        !say_store(s, to, back, "b", "a"))
        return false;
    text_add(s->out, "del a, b; ");
    return true;
}

/* A type that Python code can derive from: instances have a __dict__ then. */
static void
say_heir(struct showing *s, const struct type_fact *f)
{
    text_printf(s->out, "x = type('X', (%s,), {})(%s); x.me = x; del x; ",
                f->name, f->slots[SLOT_INIT].set ? "..." : "");
}

static const struct field_fact *
open_field(const struct type_fact *f)
{
    for (size_t i = 0; f != NULL && i < f->fields.n; i++) {
        const struct field_fact *one = &f->fields.v[i];
        if (field_is_owned(one) && !one->exact &&
            one->holding == HOLD_OBJECT && !one->in_union)
            return one;
    }
    return NULL;
}

/* An instance that ties itself: when it is made, or in a method. */
const char *
types_snippet_bound(arena *keep, const struct types *t,
                    const struct type_fact *f, const struct procedure *proc)
{
    struct text out = {.keep = keep};
    struct showing s = {t, &out};
    say_imports(&s, f);
    text_printf(&out, "x = %s; ", creation(&s, f));
    for (size_t i = 0; i < f->attributes.n; i++)
        if (f->attributes.v[i].method && f->attributes.v[i].setter == proc)
            text_printf(&out, "x.%s(...); ", f->attributes.v[i].name);
    text_add(&out, "del x; gc.collect()");
    return text_str(&out);
}

const char *
types_snippet(arena *keep, const struct types *t, const struct type_fact *f,
              const struct field_fact *field)
{
    struct text out = {.keep = keep};
    struct showing s = {t, &out};
    bool done = true;
    if (f->is_module || (field != NULL && f->record == NULL) ||
        (field == NULL && (f->flags & TPFLAG_BASETYPE) == 0))
        return NULL;
    say_imports(&s, f);
    if (field == NULL) {
        say_heir(&s, f);
        text_add(&out, "gc.collect()");
        return text_str(&out);
    }
    const struct type_fact *to = field->exact ? types_target(t, field) : NULL;
    const struct field_fact *back = to == NULL || to == f ? NULL
                                                          : types_edge(to, f);
    if (to != NULL && back == NULL && to != f)
        back = open_field(to);
    if (to == NULL || to == f)
        done = say_self(&s, f, field);
    else
        done = back != NULL && say_ring(&s, f, field, to, back);
    text_add(&out, "gc.collect()");
    return done ? text_str(&out) : NULL;
}

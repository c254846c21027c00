/* Where Python enters an extension: methods, getters and setters, type slots,
 * module execution.  Each table is changed before Python reads it. */
#include "rt.h"

#include <stdlib.h>

/* ---- kinds -------------------------------------------------------------- */

enum group { GROUP_TYPE, GROUP_ASYNC, GROUP_NUMBER, GROUP_SEQ, GROUP_MAP };

struct slot_kind {
    struct entry_kind kind;
    int slot; /* in a PyType_Slot */
    enum group group;
    size_t place; /* offset in the type, index in the struct */
};

#define IN_TYPE(member) GROUP_TYPE, offsetof(struct type, member)
#define UNARY(name, slot, group, place)                                       \
    {{name, 'o', "o", false, false}, slot, group, place}
#define BINARY(name, slot, group, place)                                      \
    {{name, 'o', "oo", false, false}, slot, group, place}
#define TERNARY(name, slot, group, place)                                     \
    {{name, 'o', "ooo", false, false}, slot, group, place}

static const struct slot_kind slot_kinds[] = {
    {{"tp_repr", 'o', "o", false, false}, 66, IN_TYPE(repr)},
    {{"tp_str", 'o', "o", false, false}, 70, IN_TYPE(str)},
    {{"tp_hash", 'n', "o", false, false}, 59, IN_TYPE(hash)},
    {{"tp_call", 'o', "ooo", false, false}, 50, IN_TYPE(call)},
    {{"tp_getattr", 'o', "op", false, false}, 57, IN_TYPE(getattr)},
    {{"tp_setattr", 'i', "opo", false, false}, 68, IN_TYPE(setattr)},
    {{"tp_getattro", 'o', "oo", false, false}, 58, IN_TYPE(getattro)},
    {{"tp_setattro", 'i', "ooo", false, false}, 69, IN_TYPE(setattro)},
    {{"tp_richcompare", 'o', "oon", false, false}, 67, IN_TYPE(richcompare)},
    {{"tp_iter", 'o', "o", false, false}, 62, IN_TYPE(iter)},
    {{"tp_iternext", 'o', "o", false, true}, 63, IN_TYPE(iternext)},
    {{"tp_descr_get", 'o', "ooo", false, false}, 54, IN_TYPE(descr_get)},
    {{"tp_descr_set", 'i', "ooo", false, false}, 55, IN_TYPE(descr_set)},
    {{"tp_init", 'i', "ooo", false, false}, 60, IN_TYPE(init)},
    {{"tp_new", 'o', "ooo", false, false}, 65, IN_TYPE(new)},
    UNARY("am_await", 77, GROUP_ASYNC, 0),
    UNARY("am_aiter", 78, GROUP_ASYNC, 1),
    UNARY("am_anext", 79, GROUP_ASYNC, 2),
    BINARY("nb_add", 7, GROUP_NUMBER, 0),
    BINARY("nb_subtract", 36, GROUP_NUMBER, 1),
    BINARY("nb_multiply", 29, GROUP_NUMBER, 2),
    BINARY("nb_remainder", 34, GROUP_NUMBER, 3),
    BINARY("nb_divmod", 10, GROUP_NUMBER, 4),
    TERNARY("nb_power", 33, GROUP_NUMBER, 5),
    UNARY("nb_negative", 30, GROUP_NUMBER, 6),
    UNARY("nb_positive", 32, GROUP_NUMBER, 7),
    UNARY("nb_absolute", 6, GROUP_NUMBER, 8),
    {{"nb_bool", 'i', "o", false, false}, 9, GROUP_NUMBER, 9},
    UNARY("nb_invert", 27, GROUP_NUMBER, 10),
    BINARY("nb_lshift", 28, GROUP_NUMBER, 11),
    BINARY("nb_rshift", 35, GROUP_NUMBER, 12),
    BINARY("nb_and", 8, GROUP_NUMBER, 13),
    BINARY("nb_xor", 38, GROUP_NUMBER, 14),
    BINARY("nb_or", 31, GROUP_NUMBER, 15),
    UNARY("nb_int", 26, GROUP_NUMBER, 16),
    UNARY("nb_float", 11, GROUP_NUMBER, 18),
    BINARY("nb_inplace_add", 14, GROUP_NUMBER, 19),
    BINARY("nb_inplace_subtract", 23, GROUP_NUMBER, 20),
    BINARY("nb_inplace_multiply", 18, GROUP_NUMBER, 21),
    BINARY("nb_inplace_remainder", 21, GROUP_NUMBER, 22),
    TERNARY("nb_inplace_power", 20, GROUP_NUMBER, 23),
    BINARY("nb_inplace_lshift", 17, GROUP_NUMBER, 24),
    BINARY("nb_inplace_rshift", 22, GROUP_NUMBER, 25),
    BINARY("nb_inplace_and", 15, GROUP_NUMBER, 26),
    BINARY("nb_inplace_xor", 25, GROUP_NUMBER, 27),
    BINARY("nb_inplace_or", 19, GROUP_NUMBER, 28),
    BINARY("nb_floor_divide", 12, GROUP_NUMBER, 29),
    BINARY("nb_true_divide", 37, GROUP_NUMBER, 30),
    BINARY("nb_inplace_floor_divide", 16, GROUP_NUMBER, 31),
    BINARY("nb_inplace_true_divide", 24, GROUP_NUMBER, 32),
    UNARY("nb_index", 13, GROUP_NUMBER, 33),
    BINARY("nb_matrix_multiply", 75, GROUP_NUMBER, 34),
    BINARY("nb_inplace_matrix_multiply", 76, GROUP_NUMBER, 35),
    {{"sq_length", 'n', "o", false, false}, 45, GROUP_SEQ, 0},
    BINARY("sq_concat", 40, GROUP_SEQ, 1),
    {{"sq_repeat", 'o', "on", false, false}, 46, GROUP_SEQ, 2},
    {{"sq_item", 'o', "on", false, false}, 44, GROUP_SEQ, 3},
    {{"sq_ass_item", 'i', "ono", false, false}, 39, GROUP_SEQ, 5},
    {{"sq_contains", 'i', "oo", false, false}, 41, GROUP_SEQ, 7},
    BINARY("sq_inplace_concat", 42, GROUP_SEQ, 8),
    {{"sq_inplace_repeat", 'o', "on", false, false}, 43, GROUP_SEQ, 9},
    {{"mp_length", 'n', "o", false, false}, 4, GROUP_MAP, 0},
    BINARY("mp_subscript", 5, GROUP_MAP, 1),
    {{"mp_ass_subscript", 'i', "ooo", false, false}, 3, GROUP_MAP, 2},
};

#define N_SLOT_KINDS (sizeof slot_kinds / sizeof *slot_kinds)

enum {
    METH_VARARGS = 1,
    METH_KEYWORDS = 2,
    METH_NOARGS = 4,
    METH_O = 8,
    METH_MODIFIERS = 0x70, /* class, static, coexist */
    METH_FASTCALL = 0x80,
    METH_METHOD = 0x200,
};

static const struct {
    struct entry_kind kind;
    int flags;
} method_kinds[] = {
    {{"method", 'o', "oo", false, false}, METH_VARARGS},
    {{"method", 'o', "ooo", false, false}, METH_VARARGS | METH_KEYWORDS},
    {{"method", 'o', "o", false, false}, METH_NOARGS},
    {{"method", 'o', "oo", false, false}, METH_O},
    {{"method", 'o', "oa", false, false}, METH_FASTCALL},
    {{"method", 'o', "oak", false, false}, METH_FASTCALL | METH_KEYWORDS},
    {{"method", 'o', "otak", false, false},
     METH_METHOD | METH_FASTCALL | METH_KEYWORDS},
};

static const struct entry_kind getter = {"getter", 'o', "op", false, false},
                               setter = {"setter", 'i', "oop", false, false},
                               init = {"init", 'o', "", true, false};
const struct entry_kind entry_exec = {"exec", 'i', "o", true, false};

static const struct entry_kind *
method_kind(int flags)
{
    for (size_t i = 0; i < sizeof method_kinds / sizeof *method_kinds; i++) {
        if (method_kinds[i].flags == (flags & ~METH_MODIFIERS))
            return &method_kinds[i].kind;
    }
    return NULL;
}

/* ---- tables ------------------------------------------------------------- */

/* What CPython compares functions with must stay what it was, so that stubs
 * of the API do not stay in its tables. */
static void
place_patch(function *place, const struct entry_kind *kind, const char *name)
{
    function now = *place;
    if (now == NULL)
        return;
    function real = hook_real(now), stub = NULL;
    if (kind != NULL)
        stub = hook_entry(kind, name, real);
    if (stub == NULL)
        stub = real;
    if (stub != now && make_writable(place, sizeof *place))
        *place = stub;
}

static void
slot_place_patch(function *place, const struct slot_kind *k, const char *name)
{
    function real = hook_real(*place);
    bool compared = loaded_takes(*(uintptr_t *)&real);
    place_patch(place, k == NULL || compared ? NULL : &k->kind, name);
}

static void
methods_patch(struct method *m)
{
    for (; m != NULL && m->name != NULL; m++) {
        const struct entry_kind *kind = method_kind(m->flags);
        if (kind != NULL)
            place_patch(&m->call, kind, m->name);
    }
}

static void
getsets_patch(struct getset *g)
{
    for (; g != NULL && g->name != NULL; g++) {
        place_patch(&g->get, &getter, g->name);
        place_patch(&g->set, &setter, g->name);
    }
}

static const struct getset *
getset_of(const struct hook *h, const struct type *t)
{
    for (; t != NULL; t = t->tp_base) {
        for (const struct getset *g = t->getset; g != NULL && g->name != NULL;
             g++) {
            if (g->set != NULL && strcmp(g->name, h->name) == 0 &&
                (hook_real(g->set) == h->target ||
                 (g->get != NULL && hook_real(g->get) == h->target)))
                return g;
        }
    }
    return NULL;
}

/* The one with that ENTRY as its setter. */
static const struct getset *
getset_named(const char *wanted, const struct type *t)
{
    char id[160];
    for (; t != NULL; t = t->tp_base) {
        for (const struct getset *g = t->getset; g != NULL && g->name != NULL;
             g++) {
            function set = hook_real(g->set);
            uintptr_t at = *(uintptr_t *)&set;
            const struct loaded *l = loaded_of(at);
            if (l == NULL)
                continue;
            snprintf(id, sizeof id, "%s@0x%zx/setter", l->id,
                     (size_t)(at - l->base));
            if (strcmp(id, wanted) == 0)
                return g;
        }
    }
    return NULL;
}

bool
entry_deletes(const struct hook *h, const char *wanted, const intptr_t *args,
              struct hook *out, intptr_t *out_args)
{
    const struct object *self = (const struct object *)args[0];
    if (self == NULL || h->entry->args[0] != 'o' || !object_valid(self))
        return false;
    const struct getset *g = wanted == NULL ? getset_of(h, self->type)
                                            : getset_named(wanted, self->type);
    if (g == NULL)
        return false;
    *out = (struct hook){.kind = HOOK_ENTRY,
                         .target = hook_real(g->set),
                         .entry = &setter,
                         .name = h->name,
                         .id = h->id};
    out_args[0] = args[0];
    out_args[1] = 0;
    out_args[2] = (intptr_t)g->closure;
    return true;
}

static void
def_patch(struct module_def *def)
{
    if (def == NULL)
        return;
    methods_patch(def->methods);
    for (struct module_slot *s = def->slots; s != NULL && s->slot != 0; s++) {
        if (s->slot == 2)
            place_patch(&s->value, &entry_exec, def->name);
    }
}

static const char *
short_name(const char *name)
{
    const char *dot = name == NULL ? NULL : strrchr(name, '.');
    return dot == NULL ? name : dot + 1;
}

/* Slots that are no entries and may hold a function of the API. */
static void
type_restore(struct type *t)
{
    function *others[] = {&t->dealloc, &t->alloc, &t->free,
                          (function *)&t->traverse, &t->clear};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        place_patch(others[i], NULL, NULL);
}

static void
type_patch(struct type *t)
{
    if (t == NULL)
        return;
    function *tables[] = {[GROUP_TYPE] = NULL,
                          [GROUP_ASYNC] = t->as_async,
                          [GROUP_NUMBER] = t->as_number,
                          [GROUP_SEQ] = t->as_sequence,
                          [GROUP_MAP] = t->as_mapping};
    const char *name = short_name(t->name);
    for (size_t i = 0; i < N_SLOT_KINDS; i++) {
        const struct slot_kind *k = &slot_kinds[i];
        if (k->group == GROUP_TYPE)
            slot_place_patch((function *)((char *)t + k->place), k, name);
        else if (tables[k->group] != NULL)
            slot_place_patch(&tables[k->group][k->place], k, name);
    }
    type_restore(t);
    methods_patch(t->methods);
    getsets_patch(t->getset);
}

static void
spec_patch(struct type_spec *spec)
{
    enum { TP_METHODS = 64, TP_GETSET = 73, TP_DOC = 56 };
    if (spec == NULL)
        return;
    for (struct type_slot *s = spec->slots; s != NULL && s->slot != 0; s++) {
        const struct slot_kind *kind = NULL;
        if (s->slot == TP_METHODS) {
            methods_patch(s->value);
        }
        else if (s->slot == TP_GETSET) {
            getsets_patch(s->value);
        }
        else if (s->slot != TP_DOC) {
            for (size_t i = 0; i < N_SLOT_KINDS; i++) {
                if (slot_kinds[i].slot == s->slot)
                    kind = &slot_kinds[i];
            }
            slot_place_patch((function *)&s->value, kind,
                             short_name(spec->name));
        }
    }
}

/* ---- calls of the API that hand over a table ---------------------------- */

enum table {
    TABLE_DEF,
    TABLE_TYPE,
    TABLE_SPEC,
    TABLE_METHOD,
    TABLE_METHODS,
    TABLE_GETSET
};

static const struct {
    const char *api;
    enum table table;
    int arg;
} handing[] = {
    {"PyModule_Create2", TABLE_DEF, 0},
    {"PyModuleDef_Init", TABLE_DEF, 0},
    {"PyModule_FromDefAndSpec2", TABLE_DEF, 0},
    {"PyModule_AddFunctions", TABLE_METHODS, 1},
    {"PyType_Ready", TABLE_TYPE, 0},
    {"PyStructSequence_InitType", TABLE_TYPE, 0},
    {"PyType_FromSpec", TABLE_SPEC, 0},
    {"PyType_FromSpecWithBases", TABLE_SPEC, 0},
    {"PyType_FromModuleAndSpec", TABLE_SPEC, 1},
    {"PyType_FromMetaclass", TABLE_SPEC, 2},
    {"PyCFunction_New", TABLE_METHOD, 0},
    {"PyCFunction_NewEx", TABLE_METHOD, 0},
    {"PyCMethod_New", TABLE_METHOD, 0},
    {"PyDescr_NewMethod", TABLE_METHOD, 1},
    {"PyDescr_NewClassMethod", TABLE_METHOD, 1},
    {"PyDescr_NewGetSet", TABLE_GETSET, 1},
};

bool
entries_concern(const char *api)
{
    for (size_t i = 0; i < sizeof handing / sizeof *handing; i++) {
        if (strcmp(handing[i].api, api) == 0)
            return true;
    }
    return false;
}

static void
table_patch(enum table table, void *p)
{
    struct method *m = p;
    struct getset *g = p;
    switch (table) {
    case TABLE_DEF:
        def_patch(p);
        break;
    case TABLE_TYPE:
        type_patch(p);
        break;
    case TABLE_SPEC:
        spec_patch(p);
        break;
    case TABLE_METHODS:
        methods_patch(p);
        break;
    case TABLE_METHOD:
        if (m != NULL && method_kind(m->flags) != NULL)
            place_patch(&m->call, method_kind(m->flags), m->name);
        break;
    case TABLE_GETSET:
        if (g != NULL) {
            place_patch(&g->get, &getter, g->name);
            place_patch(&g->set, &setter, g->name);
        }
        break;
    }
}

void
entries_of_call(const struct api *api, struct frame *f)
{
    const uint64_t args[] = {f->rdi, f->rsi, f->rdx};
    for (size_t i = 0; i < sizeof handing / sizeof *handing; i++) {
        if (strcmp(handing[i].api, api->name) == 0)
            table_patch(handing[i].table, (void *)args[handing[i].arg]);
    }
}

/* ---- method tables that nobody hands over ---------------------------------
 *
 * Cython keeps a PyMethodDef for each function and calls through it itself.
 * Four words of the data of an object are one when they read like one: a
 * name in read-only memory, a function, the flags of a method, a docstring.
 */

static bool
lies_in(const struct loaded *l, uintptr_t a, bool write, bool execute)
{
    for (size_t i = 0; i < l->n_segments; i++) {
        const struct segment *s = &l->segments[i];
        if (a >= s->low && a < s->high)
            return s->execute == execute && (write || !s->write);
    }
    return false;
}

static bool
is_name(const char *p)
{
    size_t n = 0;
    for (; n < 200 && p[n] != '\0'; n++) {
        char c = p[n];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
              (n > 0 && c >= '0' && c <= '9') || (c & 0x80) != 0))
            return false;
    }
    return n > 0 && n < 200;
}

static bool
is_method(const struct loaded *l, const struct method *m)
{
    uintptr_t name = (uintptr_t)m->name, doc = (uintptr_t)m->doc;
    uint64_t flags;
    function call = hook_real(m->call);
    memcpy(&flags, (const char *)m + offsetof(struct method, flags),
           sizeof flags);
    return flags <= 0x2ff && method_kind((int)flags) != NULL &&
           lies_in(l, name, false, false) &&
           lies_in(l, *(uintptr_t *)&call, false, true) &&
           (doc == 0 || lies_in(l, doc, true, false)) && is_name(m->name);
}

function
entry_init(const char *name, function f)
{
    static const char prefix[] = "PyInit_";
    size_t n = sizeof prefix - 1;
    return strncmp(name, prefix, n) == 0 ? hook_entry(&init, name + n, f)
                                         : NULL;
}

void
entries_scan(const struct loaded *l)
{
    for (size_t i = 0; i < l->n_segments; i++) {
        const struct segment *s = &l->segments[i];
        uintptr_t p = (s->low + 7) & ~(uintptr_t)7;
        if (!s->write || s->execute)
            continue;
        for (; p + sizeof(struct method) <= s->high; p += 8) {
            struct method *m = (struct method *)p;
            if (m->name != NULL && is_method(l, m))
                place_patch(&m->call, method_kind(m->flags), m->name);
        }
    }
}

/* Every rule against the states a value can be in: what it reports, and
 * above all what it leaves to another rule. */
#include "rule.h"

#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static const struct op call = {.kind = OP_CALL, .callee = "Py_DECREF"};

/* A value as the engine would show it, and who must speak. */
struct row {
    const char *what;
    enum event_kind kind;
    struct subject subject;
    const char *line;         /* contract of the called function */
    const char *release_kind; /* RELEASE */
    const char *entry;        /* contract towards Python */
    bool guessed;
    enum exc_state exc;
    int64_t number; /* RETURN of a number when returns_object is false */
    bool returns_object;
    const char *found; /* the only rule that reports it, or NULL */
};

#define METHOD "m(self, args) -> new | NULL!"
#define SETTER "s(self, value) -> 0 | -1!"
#define NEXT "n(self) -> new | NULL! | NULL"
#define HASH "h(self) -> value | -1!"
#define DECREF "Py_DECREF(o:releases) -> void"
#define XDECREF "Py_XDECREF(o:releases+null) -> void"
#define FREE "PyMem_Free(p:releases.mem+null) -> void"
#define STEAL "PyList_SetItem(list, i, item:steals) -> 0 | -1!"
#define STR "PyObject_Str(o) -> new | NULL!"

/* clang-format off */
static const struct row rows[] = {
    {"owned at the end", EVENT_LOST,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1},
     .found = "leaked-reference"},
    {"held by a field", EVENT_LOST,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1, .held = 1}},
    {"escaped", EVENT_LOST,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1, .escaped = true}},
    {"immortal", EVENT_LOST,
     .subject = {.kind = "ref", .origin = ORIGIN_STATIC, .owned = 1, .immortal = true}},
    {"NULL", EVENT_LOST,
     .subject = {.kind = "ref", .owned = 1, .null = NULL_IS}},
    {"block", EVENT_LOST,
     .subject = {.kind = "malloc", .origin = ORIGIN_NEW, .owned = 1},
     .found = "leaked-allocation"},
    {"block inside an object that frees it", EVENT_LOST,
     .subject = {.kind = "mem", .origin = ORIGIN_NEW, .owned = 1, .frees_itself = true}},
    {"buffer", EVENT_LOST,
     .subject = {.kind = "buffer", .origin = ORIGIN_NEW, .owned = 1},
     .found = "leaked-buffer"},
    {"a resource of another library", EVENT_LOST,
     .subject = {.kind = "widget", .origin = ORIGIN_NEW, .owned = 1},
     .found = "leaked-allocation"},

    {"release of what is owned", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1, .null = NULL_NEVER},
     .line = DECREF, .release_kind = "ref"},
    {"release of a lent value", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_LENT, .null = NULL_NEVER},
     .line = DECREF, .release_kind = "ref", .found = "excess-release"},
    {"release of a lent value that went elsewhere", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_LENT, .escaped = true}, .line = DECREF, .release_kind = "ref"},
    {"release of an argument by a helper", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_PARAM}, .line = DECREF, .release_kind = "ref"},
    {"release of an argument by a method", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_PARAM}, .line = DECREF, .release_kind = "ref", .entry = METHOD,
     .found = "excess-release"},
    {"release of an argument by what may be a method", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_PARAM}, .line = DECREF, .release_kind = "ref", .entry = METHOD,
     .guessed = true, .found = "excess-release"},
    {"release of a field", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_FIELD}, .line = DECREF, .release_kind = "ref"},
    {"second release of a field", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_FIELD, .released = true},
     .line = DECREF, .release_kind = "ref", .found = "excess-release"},
    {"release of None", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_STATIC}, .line = DECREF, .release_kind = "ref",
     .found = "excess-release"},
    {"release of an immortal None", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_STATIC, .immortal = true},
     .line = DECREF, .release_kind = "ref"},
    {"release after a steal", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .given = true}, .line = DECREF, .release_kind = "ref",
     .found = "stolen-reference-misuse"},
    {"release of NULL", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .null = NULL_IS}, .line = DECREF, .release_kind = "ref",
     .found = "release-of-null"},
    {"release of NULL that is allowed", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .null = NULL_IS}, .line = XDECREF, .release_kind = "ref"},
    {"free of a lent pointer's owner family", EVENT_RELEASE,
     .subject = {.kind = "mem", .origin = ORIGIN_NEW, .owned = 1}, .line = FREE, .release_kind = "mem"},
    {"free with the wrong family", EVENT_RELEASE,
     .subject = {.kind = "raw", .origin = ORIGIN_NEW, .owned = 1}, .line = FREE, .release_kind = "mem",
     .found = "allocator-mismatch"},
    {"new object freed as a block", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1}, .line = FREE, .release_kind = "mem",
     .found = "allocator-mismatch"},
    {"object freed by its own family", EVENT_RELEASE,
     .subject = {.kind = "ref", .origin = ORIGIN_PARAM}, .line = FREE, .release_kind = "obj"},
    {"second free", EVENT_RELEASE,
     .subject = {.kind = "mem", .origin = ORIGIN_NEW, .released = true}, .line = FREE, .release_kind = "mem",
     .found = "double-free"},
    {"second free, NULL by now", EVENT_RELEASE,
     .subject = {.kind = "mem", .released = true, .null = NULL_IS}, .line = FREE, .release_kind = "mem"},

    {"steal of what is owned", EVENT_STEAL,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1}, .line = STEAL},
    {"steal of a lent value", EVENT_STEAL,
     .subject = {.kind = "ref", .origin = ORIGIN_LENT}, .line = STEAL,
     .found = "stolen-reference-misuse"},
    {"second steal", EVENT_STEAL,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .given = true}, .line = STEAL,
     .found = "stolen-reference-misuse"},
    {"steal of a released value", EVENT_STEAL,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .released = true}, .line = STEAL,
     .found = "stolen-reference-misuse"},
    {"steal of NULL", EVENT_STEAL,
     .subject = {.kind = "ref", .null = NULL_IS}, .line = STEAL},
    {"steal of a helper's argument", EVENT_STEAL,
     .subject = {.kind = "ref", .origin = ORIGIN_PARAM}, .line = STEAL},
    {"steal of a method's argument", EVENT_STEAL,
     .subject = {.kind = "ref", .origin = ORIGIN_PARAM}, .line = STEAL, .release_kind = NULL, .entry = METHOD,
     .found = "stolen-reference-misuse"},
    {"steal of a field", EVENT_STEAL,
     .subject = {.kind = "ref", .origin = ORIGIN_FIELD}, .line = STEAL},

    {"use after release", EVENT_USE,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .released = true}, .line = STR,
     .found = "use-after-release"},
    {"use after release, kept by another owner", EVENT_USE,
     .subject = {.kind = "ref", .released = true, .kept_alive = true}, .line = STR},
    {"use after steal, kept by the container", EVENT_USE,
     .subject = {.kind = "ref", .given = true, .kept_alive = true}, .line = STR},
    {"use after steal", EVENT_USE, .subject = {.kind = "ref", .given = true}, .line = STR,
     .found = "stolen-reference-misuse"},
    {"the released value passed to a release", EVENT_USE,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .released = true}, .line = DECREF},
    {"block used after free", EVENT_USE,
     .subject = {.kind = "mem", .origin = ORIGIN_NEW, .released = true},
     .found = "use-after-free"},
    {"inside of a released object", EVENT_USE,
     .subject = {.maker = "PyUnicode_AsUTF8", .inner = true, .origin = ORIGIN_LENT, .released = true},
     .found = "use-after-free"},
    {"NULL used", EVENT_USE,
     .subject = {.kind = "ref", .maker = "PyList_New", .null = NULL_IS}, .line = STR,
     .found = "unchecked-null"},
    {"NULL passed to a release", EVENT_USE,
     .subject = {.kind = "ref", .maker = "PyList_New", .null = NULL_IS}, .line = DECREF},
    {"perhaps NULL", EVENT_USE, .subject = {.kind = "ref"}, .line = STR},

    {"new reference returned", EVENT_RETURN,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1, .null = NULL_NEVER},
     .entry = METHOD, .returns_object = true},
    {"field returned", EVENT_RETURN,
     .subject = {.kind = "ref", .origin = ORIGIN_FIELD, .null = NULL_NEVER},
     .entry = METHOD, .returns_object = true,
     .found = "returned-borrowed-reference"},
    {"self returned", EVENT_RETURN,
     .subject = {.kind = "ref", .origin = ORIGIN_PARAM, .null = NULL_NEVER},
     .entry = METHOD, .returns_object = true,
     .found = "returned-borrowed-reference"},
    {"lent value returned by what may be a method", EVENT_RETURN,
     .subject = {.kind = "ref", .origin = ORIGIN_LENT, .null = NULL_NEVER},
     .entry = METHOD, .guessed = true, .returns_object = true,
     .found = "returned-borrowed-reference"},
    {"lent value returned by a helper", EVENT_RETURN,
     .subject = {.kind = "ref", .origin = ORIGIN_LENT, .null = NULL_NEVER},
     .returns_object = true},
    {"stolen value returned", EVENT_RETURN,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .given = true,
      .null = NULL_NEVER},
     .entry = METHOD, .returns_object = true,
     .found = "returned-borrowed-reference"},
    {"NULL with exception", EVENT_RETURN, .subject = {.null = NULL_IS},
     .entry = METHOD, .exc = EXC_STATE_SET, .returns_object = true},
    {"NULL without exception", EVENT_RETURN, .subject = {.null = NULL_IS},
     .entry = METHOD, .returns_object = true,
     .found = "error-without-exception"},
    {"NULL, perhaps with exception", EVENT_RETURN, .subject = {.null = NULL_IS},
     .entry = METHOD, .exc = EXC_STATE_MAYBE, .returns_object = true},
    {"NULL without exception from a guessed method", EVENT_RETURN,
     .subject = {.null = NULL_IS}, .entry = METHOD, .guessed = true,
     .returns_object = true, .found = "error-without-exception"},
    {"NULL without exception ends an iteration", EVENT_RETURN,
     .subject = {.null = NULL_IS}, .entry = NEXT, .returns_object = true},
    {"perhaps NULL without exception", EVENT_RETURN, .subject = {.kind = "ref"},
     .entry = METHOD, .returns_object = true},
    {"result with exception", EVENT_RETURN,
     .subject = {.kind = "ref", .origin = ORIGIN_NEW, .owned = 1, .null = NULL_NEVER},
     .entry = METHOD, .exc = EXC_STATE_SET, .returns_object = true,
     .found = "result-with-exception"},
    {"0 without exception", EVENT_RETURN, .subject = {0}, .entry = SETTER},
    {"0 with exception", EVENT_RETURN, .subject = {0}, .entry = SETTER,
     .exc = EXC_STATE_SET, .found = "result-with-exception"},
    {"-1 without exception", EVENT_RETURN, .subject = {0}, .entry = SETTER,
     .number = -1, .found = "error-without-exception"},
    {"-1 with exception", EVENT_RETURN, .subject = {0}, .entry = SETTER, .number = -1,
     .exc = EXC_STATE_SET},
    {"hash -1 without exception", EVENT_RETURN, .subject = {0}, .entry = HASH,
     .number = -1, .found = "error-without-exception"},
    {"hash 7 with exception", EVENT_RETURN, .subject = {0}, .entry = HASH, .number = 7,
     .exc = EXC_STATE_SET, .found = "result-with-exception"},
};
/* clang-format on */

static const struct contract *
parse(arena *keep, symtab *syms, const char *line)
{
    struct contract_error error;
    if (line == NULL)
        return NULL;
    const struct contract *c = contract_parse(keep, syms, line, &error);
    assert_non_null(c);
    return c;
}

static struct event
row_event(arena *keep, symtab *syms, const struct row *r)
{
    const struct contract *callee = parse(keep, syms, r->line);
    return (struct event){
        .kind = r->kind,
        .op = &call,
        .subject = r->subject,
        .callee = callee,
        .arg = callee == NULL ? -1 : (int)callee->n_params - 1,
        .release_kind = r->release_kind,
        .exc = r->exc,
        .entry = parse(keep, syms, r->entry),
        .entry_guessed = r->guessed,
        .returns_object = r->returns_object,
        .returns_number = r->kind == EVENT_RETURN && !r->returns_object,
        .lo = r->number,
        .hi = r->number,
    };
}

static void
each_event_has_one_rule(void **state)
{
    arena *keep = arena_new();
    symtab *syms = symtab_new(keep);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event e = row_event(keep, syms, &rows[i]);
        const char *found = "nothing", *also = NULL;
        for (size_t j = 0; j < rule_count; j++) {
            const struct rule *r = rule_table[j];
            if ((r->events & (1u << e.kind)) == 0 ||
                r->judge(&e) != VERDICT_FOUND)
                continue;
            also = strcmp(found, "nothing") == 0 ? NULL : r->slug;
            found = r->slug;
        }
        const char *want = rows[i].found == NULL ? "nothing" : rows[i].found;
        if (also != NULL || strcmp(found, want) != 0)
            fail_msg("%s: %s found it, wanted %s", rows[i].what, found, want);
    }
    arena_free(keep);
}

static void
undecided_is_said(void **state)
{
    arena *keep = arena_new();
    symtab *syms = symtab_new(keep);
    struct row r = {
        .kind = EVENT_LOST,
        .subject = {.kind = "ref", .owned = 1, .escaped = true},
    };
    (void)state;
    struct event e = row_event(keep, syms, &r);
    assert_int_equal(rule_find("REF001")->judge(&e), VERDICT_UNKNOWN);
    struct row s = {
        .kind = EVENT_RETURN,
        .subject = {.null = NULL_IS},
        .entry = METHOD,
        .returns_object = true,
        .exc = EXC_STATE_MAYBE,
    };
    e = row_event(keep, syms, &s);
    assert_int_equal(rule_find("EXC001")->judge(&e), VERDICT_UNKNOWN);
    arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_event_has_one_rule),
        cmocka_unit_test(undecided_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

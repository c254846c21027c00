/* Parsing and printing: what is accepted, what is canonical, what is wrong
 * and where. */
#include "contract.h"
#include "equal.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

/* ---- round trips -------------------------------------------------------- */

struct pair {
    const char *text;
    const char *canonical; /* NULL: the text itself */
};

static const struct pair pairs[] = {
    {"F() -> void", NULL},
    {"F()", "F() -> void"},
    {"  F ( ) ", "F() -> void"},
    {"F(a,b , c)->0|-1!", "F(a, b, c) -> 0 | -1!"},
    {"PyList_GetItem(list, i) -> lent(list) | NULL!", NULL},
    {"PyModule_AddObject(m, name, value:steals@ok) -> 0 | -1!", NULL},
    {"PyDict_GetItemRef(d, key, result:gives@1+nulls@0,-1) -> 1 | 0 | -1!\n"
     "    calls since(3.13)",
     "PyDict_GetItemRef(d, key, result:gives@1+nulls@0,-1) -> 1 | 0 | -1! "
     "calls since(3.13)"},
    {"PyMem_Realloc(p:releases.mem@ok+null, n) -> new.mem | NULL", NULL},
    {"F(a:steals.ref) -> new.ref", "F(a:steals) -> new"},
    {"F(b:steals(c), c)", "F(b:steals(c), c) -> void"},
    {"F(a:retains(b)+lends(a)+acquires, b) -> void", NULL},
    {"F(a:escapes.mem+replaces+clears+fills+nulls+null) -> void", NULL},
    {"F(a:changes+null, b:changes(c)@ok, c) -> lent(a) | NULL unstable", NULL},
    {"F(a) -> lent(a) | NULL! calls ( keys ) unstable",
     "F(a) -> lent(a) | NULL! unstable calls(keys)"},
    {"F(a) -> value | -1! calls(numbers)", NULL},
    {"F(a) -> new | NULL! calls(codecs)", NULL},
    {"F(...) -> void", NULL},
    {"F(a, ...:retains@ok) -> new | NULL!", NULL},
    /* every return */
    {"F(a, b) -> new | fresh.mem | lent | lent(a) | same(b) | inner(a) | "
     "slot(a, b) | NULL~ | nonnull | value? | noreturn",
     NULL},
    {"F() -> <0 | <=0 | >0 | >=0 | !=0 | 3..7 | -9..-2 | 5 | -5", NULL},
    {"F() -> < 0 | >= 0 | != 0 | 4 .. 4 | -0",
     "F() -> <0 | >=0 | !=0 | 4 | 0"},
    {"F() -> -9223372036854775808..-1 | 0..9223372036854775807",
     "F() -> <0 | >=0"},
    {"F() -> -9223372036854775808 | 9223372036854775807 | "
     "-9223372036854775808..9223372036854775807",
     NULL},
    /* marks and conditions */
    {"F(a) -> 0! | 1? | 2~ | 3", NULL},
    {"F(a) -> !=0! if !exc&a!=NULL | 0 if exc",
     "F(a) -> !=0! if !exc & a != NULL | 0 if exc"},
    {"F(a, exc) -> 0 if exc == 1 & exc | 1 if exc != NULL", NULL},
    {"F(a) -> 0 if a<-3 & a>=12 & a==NULL",
     "F(a) -> 0 if a < -3 & a >= 12 & a == NULL"},
    /* whens */
    {"F(a:steals@0) -> 0 | -1", "F(a:steals@ok) -> 0 | -1"},
    {"F(a:steals@-1) -> 0 | -1", "F(a:steals@fail) -> 0 | -1"},
    {"F(a:steals@0,-1) -> 0 | -1", "F(a:steals) -> 0 | -1"},
    {"F(a:steals@#1,#2) -> 0 | -1 | 1!", "F(a:steals@0,-1) -> 0 | -1 | 1!"},
    {"F(a:steals@#2,0) -> 0 | -1 | 1", "F(a:steals@0,-1) -> 0 | -1 | 1"},
    {"F(a:gives@new,NULL) -> new | NULL! | lent",
     "F(a:gives@new,NULL) -> new | NULL! | lent"},
    {"F(a:gives@#1,#2) -> NULL | new | lent",
     "F(a:gives@#1,#2) -> NULL | new | lent"},
    {"F(a:gives@NULL) -> NULL | NULL! | NULL? | 0 | 1",
     "F(a:gives@fail) -> NULL | NULL! | NULL? | 0 | 1"},
    {"F(a:gives@#1) -> NULL | NULL! | 0", NULL},
    {"F(a:gives@2..5,!=0) -> 2..5 | !=0 | 0", NULL},
    {"F(a:gives@>0,<0) -> <0 | 0 | >0", "F(a:gives@<0,>0) -> <0 | 0 | >0"},
    {"F(a:gives@1, new) -> 1 | 0 | -1", NULL},
    {"F(a:gives@1, ok, fail) -> 1 | 0 | -1", NULL},
    {"F(a:gives@#1,ok) -> 1 | 0 | -1", "F(a:gives@1, ok) -> 1 | 0 | -1"},
    {"F(a:gives@0+nulls@-1,NULL) -> 0 | -1 | NULL | 1",
     "F(a:gives@0+nulls@fail) -> 0 | -1 | NULL | 1"},
    /* a negative range fails, one that reaches 0 does not */
    {"F(a:gives@-9..-2) -> -9..-2 | 0", "F(a:gives@fail) -> -9..-2 | 0"},
    {"F(a:gives@<=0) -> <=0 | -1", "F(a:gives@ok) -> <=0 | -1"},
    /* attributes, in their order */
    {"F(f) -> 0 format(unicode,f) fails(os,alloc) until(3.14) since(3.8) "
     "anythread calls",
     "F(f) -> 0 calls anythread since(3.8) until(3.14) fails(alloc, os) "
     "format(unicode, f)"},
    {"F() -> 0 detaches fails(never)", NULL},
    {"F(n) -> nonnull utf8 anythread", "F(n) -> nonnull anythread utf8"},
    {"F(n) -> new | NULL! makes(utf8, list, int, subclass) fails(alloc)",
     "F(n) -> new | NULL! fails(alloc) makes(int, utf8, list, subclass)"},
    {"F(n) -> new makes(smallint, int, utf8, str)",
     "F(n) -> new makes(int, str)"},
    {"F() -> 0 attaches fails(type, value, user)", NULL},
    {"F(a:null) -> value if a != NULL | value if a == NULL anythread "
     "detaches@#2 attaches@#1",
     NULL},
    {"F() -> 1 | 0 | -1! attaches@1 detaches@fail",
     "F() -> 1 | 0 | -1! detaches@fail attaches@1"},
    {"F(where) -> 0 | -1! leaves.held enters.recursion@0",
     "F(where) -> 0 | -1! enters.recursion@ok leaves.held"},
    /* words are names where a name is due */
    {"if(if:null, steals:steals, void, calls) -> 0 if if == NULL", NULL},
    {"F(new:steals@1, value) -> 1 | 0", NULL},
    {"caf\xc3\xa9$(a$b) -> void", NULL},
    /* comments and continuation */
    {"# a note\nF(a # the first\n , b)# the end\n  -> 0 # zero\n",
     "F(a, b) -> 0"},
    {"F(a:gives@1, # two whens?\n b) -> 1 | 0 | 2",
     "F(a:gives@1, b) -> 1 | 0 | 2"},
    {"F(a:gives@ #1, #3) -> 1 | 0 | 2", "F(a:gives@1,2) -> 1 | 0 | 2"},
    {"F(a)\r\n\t-> 0\r\n", "F(a) -> 0"},
};

static void
test_pairs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct pair *p = &pairs[i];
        arena *keep = arena_new();
        symtab *syms = symtab_new(keep);
        struct contract_error error = {0};
        struct contract *c = contract_parse(keep, syms, p->text, &error);
        if (c == NULL)
            fail_msg("%s\n%d:%d: %s", p->text, error.line, error.col,
                     error.message);
        const char *once = contract_print(keep, c);
        assert_string_equal(once, p->canonical ? p->canonical : p->text);
        struct contract *again = contract_parse(keep, syms, once, &error);
        assert_non_null(again);
        assert_true(contract_equal(c, again));
        assert_string_equal(contract_print(keep, again), once);
        arena_free(keep);
    }
}

/* ---- errors ------------------------------------------------------------- */

struct wrong {
    const char *text;
    int line, col;
    const char *message;
};

static const struct wrong wrongs[] = {
    {"", 1, 1, "expected a contract, found nothing"},
    {"   \n# only a comment\n", 3, 1, "expected a contract, found nothing"},
    {"(a)", 1, 1, "expected the name of a function, found '('"},
    {"3(a)", 1, 1, "expected the name of a function, found '3'"},
    {"F", 1, 2,
     "expected '(' after the name of the function, found the end of the line"},
    {"F a", 1, 3, "expected '(' after the name of the function, found 'a'"},
    {"F(", 1, 3,
     "expected the name of a parameter or '...', found the end of the line"},
    {"F(a", 1, 4, "expected ':', ',' or ')', found the end of the line"},
    {"F(a b)", 1, 5, "expected ':', ',' or ')', found 'b'"},
    {"F(a,)", 1, 5, "expected the name of a parameter or '...', found ')'"},
    {"F(,a)", 1, 3, "expected the name of a parameter or '...', found ','"},
    {"F(a;b)", 1, 4, "expected ':', ',' or ')', found ';'"},
    {"F(a, a)", 1, 6, "two parameters are named 'a'"},
    {"F(..., a)", 1, 8, "'...' must be the last parameter"},
    {"F(..)", 1, 3, "expected the name of a parameter or '...', found '.'"},
    {"F(a))", 1, 5,
     "expected an attribute (calls, since(X.Y)...) or the end of the line, "
     "found ')'"},
    {"F(a:)", 1, 5, "expected a verb, found ')'"},
    {"F(a:stealz)", 1, 5, "unknown verb 'stealz': did you mean 'steals'?"},
    {"F(a:gives.)", 1, 11,
     "expected a kind of resource (ref, mem, buffer...), found ')'"},
    {"F(a:gives.3)", 1, 11,
     "expected a kind of resource (ref, mem, buffer...), found '3'"},
    {"F(a:null.ref)", 1, 9, "'null' takes no kind"},
    {"F(a:fills.mem)", 1, 10, "'fills' takes no kind"},
    {"F(a:releases(a))", 1, 13, "'releases' takes no name in parentheses"},
    {"F(a:steals())", 1, 12, "expected the name of a parameter, found ')'"},
    {"F(a:steals(b))", 1, 12, "no parameter is named 'b'"},
    {"F(a:steals(a)", 1, 14,
     "expected '+', ',' or ')', found the end of the line"},
    {"F(item:steals(itm))", 1, 15,
     "no parameter is named 'itm': did you mean 'item'?"},
    {"F(a:steals+)", 1, 12, "expected a verb, found ')'"},
    {"F(a:steals ref)", 1, 12, "expected '+', ',' or ')', found 'ref'"},
    {"F(a:steals@) -> 0 | -1", 1, 12,
     "expected an outcome: ok, fail, a return or #position, found ')'"},
    {"F(a:steals@okay) -> 0 | -1", 1, 12,
     "unknown outcome 'okay': did you mean 'ok'?"},
    {"F(a:steals@2) -> 0 | -1", 1, 12, "no outcome reads like this"},
    {"F(a:steals@#3) -> 0 | -1", 1, 12,
     "there is no outcome #3, the last is #2"},
    {"F(a:steals@#0) -> 0 | -1", 1, 12,
     "there is no outcome #0, the last is #2"},
    {"F(a:steals@#x) -> 0 | -1", 1, 12, "'#' needs the number of an outcome"},
    {"F(a:steals@0,) -> 0 | -1", 1, 14,
     "expected the name of a parameter or '...', found ')'"},
    {"F(a:steals@ok) -> 0 | 1", 1, 12,
     "no outcome is a failure: mark failures with '!'"},
    {"F(a:steals@fail) -> 0", 1, 12,
     "no outcome is a failure: mark failures with '!'"},
    {"F(a:steals@ok) -> NULL! | -1", 1, 12, "every outcome is a failure"},
    {"F(a:steals@0,fail:x) -> 0 | -1", 1, 19, "unknown verb 'x'"},
    {"F(a:gives@", 1, 11,
     "expected an outcome: ok, fail, a return or #position, found the end of "
     "the line"},
    {"F(a) ->", 1, 8,
     "expected what the function returns, found the end of the line"},
    {"F(a) -> nul", 1, 9, "unknown return 'nul': did you mean 'NULL'?"},
    {"F(a) -> 0 |", 1, 12,
     "expected what the function returns, found the end of the line"},
    {"F(a) -> | 0", 1, 9, "expected what the function returns, found '|'"},
    {"F(a) -> void | 0", 1, 16, "a function returns void or values, not both"},
    {"F(a) -> new.", 1, 13,
     "expected a kind of resource (ref, mem, buffer...), found the end of the "
     "line"},
    {"F(a) -> same", 1, 13,
     "expected '(' and the name of a parameter, found the end of the line"},
    {"F(a) -> same(b)", 1, 14, "no parameter is named 'b'"},
    {"F(a) -> slot(a)", 1, 15,
     "expected ',' and the parameter that is the index, found ')'"},
    {"F(a, i) -> slot(a, i", 1, 21, "expected ')', found the end of the line"},
    {"F(a) -> inner(", 1, 15,
     "expected the name of a parameter, found the end of the line"},
    {"F(a) -> <1", 1, 10,
     "only 0 can stand here; write other ranges as lo..hi"},
    {"F(a) -> < x", 1, 11, "expected a number, found 'x'"},
    {"F(a) -> 5..2", 1, 9,
     "the range is empty: its end lies before its beginning"},
    {"F(a) -> 3..", 1, 12, "expected a number, found the end of the line"},
    {"F(a) -> -", 1, 10, "expected a number, found the end of the line"},
    {"F(a) -> 9223372036854775808", 1, 9,
     "this number does not fit in 64 bits"},
    {"F(a) -> 0 if", 1, 13,
     "expected a condition: a parameter compared with a number or NULL, exc "
     "or !exc, found the end of the line"},
    {"F(a) -> 0 if b == 1", 1, 14, "no parameter is named 'b'"},
    {"F(a) -> 0 if a = 1", 1, 16,
     "expected '==', '!=', '<' or '>=', found '='"},
    {"F(a) -> 0 if a == x", 1, 19, "expected a number or NULL, found 'x'"},
    {"F(a) -> 0 if a < NULL", 1, 18,
     "NULL can be compared with == and != only"},
    {"F(a) -> 0 if !a", 1, 15, "expected 'exc' after '!', found 'a'"},
    {"F(a) -> 0 if a == 1 &", 1, 22,
     "expected a condition: a parameter compared with a number or NULL, exc "
     "or !exc, found the end of the line"},
    {"F(a) -> 0 if a > 1", 1, 16,
     "expected '==', '!=', '<' or '>=', found '>'"},
    {"F(a) -> 0 call", 1, 11,
     "unknown attribute 'call': did you mean 'calls'?"},
    {"F(a) -> 0 calls calls", 1, 17, "'calls' is said twice"},
    {"F(a) -> 0 calls, since(3.9)", 1, 16,
     "expected an attribute (calls, since(X.Y)...) or the end of the line, "
     "found ','"},
    {"F(a) -> 0 detaches attaches", 1, 20,
     "only one of anythread, detaches and attaches can be true"},
    {"F(a) -> 0 | 1 detaches@0 attaches@#1", 1, 26,
     "outcome #1 cannot do both"},
    {"F(a) -> 0 | 1 detaches@2", 1, 24, "no outcome reads like this"},
    {"F(a) -> 0 | 1 enters@0", 1, 21, "expected '.' and a kind, found '@'"},
    {"F(a) -> 0 since", 1, 16,
     "expected '(' and a version like 3.12, found the end of the line"},
    {"F(a) -> 0 since(3)", 1, 18,
     "expected '.' and the minor version, found ')'"},
    {"F(a) -> 0 since(3.x)", 1, 19, "expected a number, found 'x'"},
    {"F(a) -> 0 since(0.9)", 1, 17, "this is no version of Python"},
    {"F(a) -> 0 since(3.12) until(3.9)", 1, 23, "until() lies before since()"},
    {"F(a) -> 0 fails()", 1, 17,
     "expected a cause (alloc, type, value, user, os, early, never), found "
     "')'"},
    {"F(a) -> 0 fails(memory)", 1, 17, "unknown cause 'memory'"},
    {"F(a) -> 0 fails(typ)", 1, 17,
     "unknown cause 'typ': did you mean 'type'?"},
    {"F(a) -> 0 fails(never, user)", 1, 24,
     "'never' goes with no other cause"},
    {"F(a) -> 0 fails(user", 1, 21,
     "expected ',' or ')', found the end of the line"},
    {"F(a) -> new makes()", 1, 19,
     "expected a built-in type (int, str, list...), found ')'"},
    {"F(a) -> new makes(lists)", 1, 19,
     "unknown type 'lists': did you mean 'list'?"},
    {"F(a) -> 0 format(parse)", 1, 23,
     "expected ',' and the parameter that is the format, found ')'"},
    {"F(a) -> 0 format(prase, a)", 1, 18,
     "unknown format family 'prase': did you mean 'parse'?"},
    {"F(a) -> 0 format(parse, f)", 1, 25, "no parameter is named 'f'"},
    {"F(a) -> 0\nG(b) -> 0", 2, 1,
     "expected one contract, found another line after it"},
    {"F(a)\n  -> 0 | -1!\n  call", 3, 3,
     "unknown attribute 'call': did you mean 'calls'?"},
    {"F(a # the list\n , b:steels)", 2, 6,
     "unknown verb 'steels': did you mean 'steals'?"},
    {"F(\x01"
     ")",
     1, 3, "expected the name of a parameter or '...', found byte 0x01"},
    {"F(a) -> 0 'x'", 1, 11,
     "expected an attribute (calls, since(X.Y)...) or the end of the line, "
     "found '''"},
    {"F(list, i) -> lent(lst) | NULL!", 1, 20,
     "no parameter is named 'lst': did you mean 'list'?"},
    {"F(a) -> lent(a | NULL", 1, 16, "expected ')', found '|'"},
    {"F() -> "
     "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|"
     "28|29|30|31|32|33",
     1, 95, "more than 32 outcomes"},
};

static void
test_wrongs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        const struct wrong *w = &wrongs[i];
        arena *keep = arena_new();
        symtab *syms = symtab_new(keep);
        struct contract_error error = {0};
        if (contract_parse(keep, syms, w->text, &error) != NULL)
            fail_msg("accepted: %s", w->text);
        if (error.line != w->line || error.col != w->col ||
            strcmp(error.message, w->message) != 0)
            fail_msg("%s\n%d:%d: %s\nwanted %d:%d: %s", w->text, error.line,
                     error.col, error.message, w->line, w->col, w->message);
        arena_free(keep);
    }
}

/* ---- notes -------------------------------------------------------------- */

static void
test_notes(void **state)
{
    (void)state;
    arena *keep = arena_new();
    symtab *syms = symtab_new(keep);
    struct contract_error error;
    struct contract *c = contract_parse(keep, syms,
                                        "# far away\n\n# One\n#  two  \n"
                                        "#\n# three\nF(a) # not this",
                                        &error);
    assert_non_null(c);
    assert_string_equal(c->note, "One\n two\n\nthree");
    assert_null(c->where);
    c = contract_parse(keep, syms, "# away\n \nF(a)\n# after", &error);
    assert_non_null(c);
    assert_string_equal(c->note, "");
    arena_free(keep);
}

/* Contracts made by hand may leave kinds out, or set those that mean
 * nothing. */
static void
test_kinds(void **state)
{
    (void)state;
    arena *keep = arena_new();
    const struct effect effects[] = {
        {.verb = VERB_NULL, .kind = "mem", .other = -1, .when = WHEN_ALWAYS},
        {.verb = VERB_STEALS, .other = -1, .when = WHEN_ALWAYS},
        {.verb = VERB_GIVES, .kind = "mem", .other = -1, .when = 1},
    };
    const struct param param = {
        .name = "a", .effects = effects, .n_effects = 3};
    const struct outcome outcome = {.result = RESULT_NEW};
    const struct contract c = {
        .name = "F",
        .params = &param,
        .n_params = 1,
        .outcomes = &outcome,
        .n_outcomes = 1,
    };
    assert_string_equal(contract_print(keep, &c),
                        "F(a:null+steals+gives.mem) -> new");
    arena_free(keep);
}

/* ---- random contracts --------------------------------------------------- */

struct random {
    uint64_t state;
    arena *keep;
    symtab *syms;
};

static uint64_t
next(struct random *r)
{
    r->state ^= r->state << 13;
    r->state ^= r->state >> 7;
    r->state ^= r->state << 17;
    return r->state * UINT64_C(0x2545F4914F6CDD1D) >> 16;
}

static size_t
below(struct random *r, size_t n)
{
    return (size_t)(next(r) % n);
}

static const char *const names[] = {
    "a",     "ok",    "fail",   "new",   "exc",  "if",  "calls",  "void",
    "value", "null",  "steals", "since", "lent", "_x1", "format", "same",
    "NULLs", "fresh", "slot",   "inner", "item", "list"};

#define N_NAMES (sizeof names / sizeof *names)

static sym
random_kind(struct random *r)
{
    static const char *const kinds[] = {"ref", "mem", "buffer", "ref", "x9"};
    return sym_intern(r->syms, kinds[below(r, 5)]);
}

static int64_t
random_number(struct random *r)
{
    static const int64_t numbers[] = {0, 1, -1, 2, -2, INT64_MIN, INT64_MAX};
    return numbers[below(r, 7)];
}

static struct cond
random_cond(struct random *r, size_t n_params)
{
    struct cond c = {.kind = (enum cond_kind)below(r, 3), .param = -1};
    if (n_params == 0 && c.kind == COND_PARAM)
        c.kind = COND_EXC;
    if (c.kind != COND_PARAM)
        return c;
    c.param = (int)below(r, n_params);
    c.compare = (enum compare)below(r, 4);
    c.null = c.compare <= COMPARE_NE && below(r, 2) == 0;
    c.number = c.null ? 0 : random_number(r);
    return c;
}

static void
random_result(struct random *r, size_t n_params, struct outcome *o)
{
    static const enum result unnamed[] = {
        RESULT_NEW,     RESULT_FRESH, RESULT_LENT,    RESULT_NULL,
        RESULT_NONNULL, RESULT_VALUE, RESULT_NOTZERO, RESULT_NORETURN,
        RESULT_RANGE,   RESULT_RANGE};
    static const enum result named[] = {RESULT_LENT, RESULT_SAME, RESULT_INNER,
                                        RESULT_SLOT};
    if (n_params > 0 && below(r, 3) == 0) {
        o->result = named[below(r, 4)];
        o->param = (int)below(r, n_params);
        if (o->result == RESULT_SLOT)
            o->index = (int)below(r, n_params);
        return;
    }
    o->result = unnamed[below(r, 10)];
    if (o->result == RESULT_NEW || o->result == RESULT_FRESH)
        o->kind = random_kind(r);
    if (o->result == RESULT_RANGE) {
        int64_t x = random_number(r), y = random_number(r);
        o->lo = x < y ? x : y;
        o->hi = x < y ? y : x;
    }
}

static struct outcome
random_outcome(struct random *r, size_t n_params)
{
    struct outcome o = {.param = -1, .index = -1};
    random_result(r, n_params, &o);
    o.exc = (enum exc_effect)below(r, 4);
    o.n_conds = below(r, 3) == 0 ? 1 + below(r, 2) : 0;
    struct cond *conds = ARENA_ARRAY(r->keep, struct cond, o.n_conds);
    for (size_t i = 0; i < o.n_conds; i++)
        conds[i] = random_cond(r, n_params);
    o.conds = conds;
    return o;
}

static struct effect
random_effect(struct random *r, size_t n_named, size_t n_outcomes)
{
    struct effect e = {.verb = (enum verb)below(r, VERB_COUNT), .other = -1};
    bool kindless = e.verb == VERB_NULL || e.verb == VERB_NULLS ||
                    e.verb == VERB_FILLS || e.verb == VERB_CHANGES;
    e.kind = kindless ? sym_intern(r->syms, "ref") : random_kind(r);
    if ((e.verb == VERB_STEALS || e.verb == VERB_LENDS ||
         e.verb == VERB_RETAINS || e.verb == VERB_CHANGES) &&
        n_named > 0)
        e.other = (int)below(r, n_named + 1) - 1;
    uint32_t all = UINT32_MAX >> (CONTRACT_MAX_OUTCOMES - n_outcomes);
    e.when = (uint32_t)next(r) & all;
    if (e.when == 0 || e.when == all)
        e.when = WHEN_ALWAYS;
    return e;
}

static void
random_params(struct random *r, struct contract *c)
{
    struct param *params = ARENA_ARRAY(r->keep, struct param, c->n_params);
    size_t first = below(r, N_NAMES);
    bool rest = below(r, 4) == 0;
    for (size_t i = 0; i < c->n_params; i++) {
        const char *name = names[(first + i) % N_NAMES];
        bool last = i + 1 == c->n_params;
        params[i].name = sym_intern(r->syms, rest && last ? "..." : name);
        params[i].n_effects = below(r, 4);
        struct effect *effects = ARENA_ARRAY(r->keep, struct effect,
                                             params[i].n_effects);
        for (size_t j = 0; j < params[i].n_effects; j++)
            effects[j] = random_effect(r, c->n_params - 1, c->n_outcomes);
        params[i].effects = effects;
    }
    c->params = params;
}

static struct contract *
random_contract(struct random *r)
{
    static const char *const families[] = {"parse",   "parsekw", "build",
                                           "call",    "unicode", "unpack",
                                           "objects", "pack"};
    struct contract *c = ARENA_NEW(r->keep, struct contract);
    c->name = sym_intern(r->syms, names[below(r, N_NAMES)]);
    c->n_params = below(r, 6);
    size_t n_named = c->n_params == 0 ? 0 : c->n_params - 1;
    c->n_outcomes = 1 + below(r, below(r, 8) == 0 ? 32 : 5);
    struct outcome *outcomes = ARENA_ARRAY(r->keep, struct outcome,
                                           c->n_outcomes);
    for (size_t i = 0; i < c->n_outcomes; i++)
        outcomes[i] = random_outcome(r, n_named);
    c->outcomes = outcomes;
    random_params(r, c);
    c->calls = below(r, 2) == 0;
    c->seldom = c->calls ? (enum seldom)below(r, 3) : SELDOM_NOT;
    c->unstable = below(r, 2) == 0;
    c->thread = (enum thread_effect)below(r, 4);
    c->since.major = c->until.major = below(r, 2) == 0 ? 3 : 0;
    c->since.minor = c->since.major == 0 ? 0 : (int)below(r, 9);
    c->until.minor = c->until.major == 0 ? 0 : 9 + (int)below(r, 9);
    c->fails = (unsigned)below(r, CAUSE_NEVER + 1);
    if (c->fails != CAUSE_NEVER && below(r, 4) == 0)
        c->fails |= CAUSE_EARLY;
    c->format_param = -1;
    if (n_named > 0 && below(r, 3) == 0) {
        c->format = sym_intern(r->syms, families[below(r, 8)]);
        c->format_param = (int)below(r, n_named);
    }
    return c;
}

static void
test_random(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4000; seed++) {
        arena *keep = arena_new();
        struct random r = {.state = seed * UINT64_C(0x9E3779B97F4A7C15),
                           .keep = keep,
                           .syms = symtab_new(keep)};
        struct contract *c = random_contract(&r);
        const char *text = contract_print(keep, c);
        struct contract_error error;
        struct contract *again = contract_parse(keep, r.syms, text, &error);
        if (again == NULL)
            fail_msg("%s\n%d:%d: %s", text, error.line, error.col,
                     error.message);
        assert_string_equal(contract_print(keep, again), text);
        assert_true(contract_equal(c, again));
        arena_free(keep);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),  cmocka_unit_test(test_wrongs),
        cmocka_unit_test(test_notes),  cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Which built-in types an object can have, as far as the code has found out:
 * because it asked, or because it made the object.  What a call does to
 * objects of any type by running their methods, it does to these by itself.
 */
#include "call.h"

#include <string.h>

enum {
    SEQUENCE = OBJECT_TEXT | OBJECT_BYTES | OBJECT_BYTEARRAY | OBJECT_LIST |
               OBJECT_TUPLE,
    SIZED = SEQUENCE | OBJECT_DICT | OBJECT_SET,
};

/* The type of a family of functions; of these what makes an instance. */
static const struct {
    const char *prefix;
    unsigned type;
} families[] = {
    {"PyLong_", OBJECT_WHOLE},   {"PyInt_", OBJECT_WHOLE},
    {"PyFloat_", OBJECT_FLOAT},  {"PyComplex_", OBJECT_COMPLEX},
    {"PyUnicode_", OBJECT_TEXT}, {"PyBytes_", OBJECT_BYTES},
    {"PyList_", OBJECT_LIST},    {"PyByteArray_", OBJECT_BYTEARRAY},
    {"PyTuple_", OBJECT_TUPLE},  {"PyDict_", OBJECT_DICT},
    {"PySet_", OBJECT_SET},      {"PyFrozenSet_", OBJECT_SET},
    {"PyAnySet_", OBJECT_SET},   {"PyCapsule_IsValid", OBJECT_CAPSULE},
    {"PyBool_", OBJECT_INT},
};

/* Why a call with such a first argument does not fail.  Of what
   runs methods that subclasses often have, the type must be the very one. */
static const struct {
    const char *prefix;
    unsigned types, spared;
} spares[] = {
    {"PyFloat_As", OBJECT_FLOAT | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER | CAUSE_VALUE},
    {"PyFloat_As", OBJECT_WHOLE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyLong_As", OBJECT_WHOLE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyLong_As", OBJECT_INT, CAUSE_VALUE},
    {"PyFloat_As", OBJECT_INT, CAUSE_VALUE},
    {"PyNumber_AsSsize_t", OBJECT_INT, CAUSE_VALUE},
    {"PyComplex_As", OBJECT_COMPLEX | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyInt_As", OBJECT_WHOLE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyNumber_Float", OBJECT_FLOAT | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER | CAUSE_VALUE},
    {"PyNumber_Float", OBJECT_WHOLE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyNumber_Long", OBJECT_WHOLE | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER | CAUSE_VALUE},
    {"PyNumber_Index", OBJECT_WHOLE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyNumber_AsSsize_t", OBJECT_WHOLE | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER},
    {"PyObject_Size", SIZED | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyObject_Length", SIZED | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PySequence_Size", SEQUENCE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PySequence_Length", SEQUENCE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyMemoryView_FromObject",
     OBJECT_BYTES | OBJECT_BYTEARRAY | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER},
    {"PyMapping_Size", OBJECT_DICT | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyMapping_Length", OBJECT_DICT | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER},
    {"PySequence_Concat", SEQUENCE | OBJECT_DERIVED, CAUSE_USER},
    {"PySequence_InPlaceConcat", SEQUENCE | OBJECT_DERIVED, CAUSE_USER},
    {"PySequence_GetItem", SEQUENCE | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PySequence_DelSlice", OBJECT_LIST, CAUSE_TYPE | CAUSE_USER},
    {"PySequence_GetSlice", SEQUENCE | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER},
    {"PySequence_ITEM", OBJECT_LIST | OBJECT_TUPLE | OBJECT_DERIVED,
     CAUSE_VALUE | CAUSE_USER},
    {"PySequence_Fast", OBJECT_LIST | OBJECT_TUPLE | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER},
    {"PySequence_List", OBJECT_LIST | OBJECT_TUPLE | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER},
    {"PySequence_Tuple", OBJECT_LIST | OBJECT_TUPLE | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_USER},
    {"PySet_New", OBJECT_SET | OBJECT_DICT, CAUSE_TYPE | CAUSE_USER},
    {"PyFrozenSet_New", OBJECT_SET | OBJECT_DICT, CAUSE_TYPE | CAUSE_USER},
    {"PyObject_GetIter", SIZED | OBJECT_DERIVED, CAUSE_TYPE | CAUSE_USER},
    {"PyCapsule_Get", OBJECT_CAPSULE | OBJECT_DERIVED,
     CAUSE_TYPE | CAUSE_VALUE},
    {"PyObject_SetAttrString", OBJECT_MODULE,
     CAUSE_TYPE | CAUSE_USER | CAUSE_VALUE},
    {"PyObject_IsTrue", OBJECT_ATOM | SIZED, CAUSE_TYPE | CAUSE_USER},
    {"PyObject_Not", OBJECT_ATOM | SIZED, CAUSE_TYPE | CAUSE_USER},
    {"PyUnicode_AsUTF8", OBJECT_STR | OBJECT_DERIVED,
     CAUSE_VALUE | CAUSE_TYPE},
    {"_PyUnicode_AsString", OBJECT_STR | OBJECT_DERIVED,
     CAUSE_VALUE | CAUSE_TYPE},
    {"PyObject_Hash", OBJECT_ATOM, CAUSE_TYPE | CAUSE_USER},
    {"PyObject_Str", OBJECT_ATOM, CAUSE_TYPE | CAUSE_USER},
    {"PyObject_Repr", OBJECT_ATOM, CAUSE_TYPE | CAUSE_USER},
};

unsigned
object_types_made(const struct contract *c)
{
    if (c == NULL)
        return OBJECT_ANY;
    return c->makes != 0 ? c->makes : OBJECT_ANY & ~c->no_types;
}

static unsigned
family_of(const char *name)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (str_starts(name, families[i].prefix))
            return families[i].type;
    return 0;
}

static unsigned
possible(const struct state *s, value v)
{
    return v == NO_VALUE ? OBJECT_ANY
                         : OBJECT_ANY & ~state_fact(s, v)->excluded;
}

static bool
is_one_of(const struct state *s, value v, unsigned types)
{
    return (possible(s, v) & ~types) == 0;
}

/* PyUnicode_Decode(text, n, encoding, errors): whoever chose the encoding may
   have chosen one that nobody knows. */
static bool
may_lack_codec(const struct calling *k, const struct state *s)
{
    return strcmp(k->op->callee, "PyUnicode_Decode") == 0 &&
           k->op->n_args == 4 &&
           term_at(&k->x->terms, k->args[2])->kind != VALUE_STRING &&
           value_null(k->x, s, k->args[2]) != NULL_IS;
}

/* PyUnicode_DecodeUTF8(text, n, "replace"): every byte comes to something;
   and every letter of a str does with PyUnicode_AsEncodedString(). */
static bool
converts_anything(const struct calling *k, const struct state *s)
{
    static const char *const decoding[] = {
        "ignore", "replace", "backslashreplace", "surrogateescape", NULL};
    static const char *const encoding[] = {
        "ignore", "replace", "backslashreplace", "xmlcharrefreplace", NULL};
    const char *name = k->op->callee;
    if (name == NULL || k->known_body || k->op->n_args < 3)
        return false;
    const struct term *t = term_at(&k->x->terms, k->args[k->op->n_args - 1]);
    if (t->kind != VALUE_STRING)
        return false;
    if (strcmp(name, "PyUnicode_AsEncodedString") == 0)
        return is_one_of(s, k->args[0], OBJECT_TEXT | OBJECT_DERIVED) &&
               term_at(&k->x->terms, k->args[1])->kind == VALUE_STRING &&
               str_is_one_of(t->name, encoding);
    return str_starts(name, "PyUnicode_Decode") && !may_lack_codec(k, s) &&
           str_is_one_of(t->name, decoding);
}

/* Py_TYPE(o), o->ob_type */
static bool
is_type_of_object(const struct terms *terms, value v)
{
    const struct term *t = term_at(terms, v);
    const struct op *made = t->kind == VALUE_SYMBOL ? t->op : NULL;
    value at = term_read_from(t);
    if (made != NULL && made->kind == OP_CALL && made->callee != NULL &&
        strcmp(made->callee, "Py_TYPE") == 0)
        return true;
    const struct term *from = at == NO_VALUE ? NULL : term_at(terms, at);
    return from != NULL && from->kind == VALUE_FIELD && from->name != NULL &&
           strcmp(from->name, "ob_type") == 0;
}

/* PyObject_IsInstance(x, (PyObject *)&Point_Type): a type that C defines has
 * no __instancecheck__ of its own; what is left is an object whose __class__
 * raises (Objects/abstract.c).  Of two types nothing is asked at all. */
static bool
asks_for_static_type(const struct calling *k)
{
    const char *name = k->op->callee;
    value type = call_arg(k, 1);
    if (name == NULL || k->known_body || type == NO_VALUE ||
        term_at(&k->x->terms, type)->kind != VALUE_GLOBAL)
        return false;
    return strcmp(name, "PyObject_IsInstance") == 0 ||
           (strcmp(name, "PyObject_IsSubclass") == 0 &&
            is_type_of_object(&k->x->terms, call_arg(k, 0)));
}

/* PyIter_Next(PyObject_GetIter(PyDict_Keys(d))) */
static bool
goes_through_list(const struct calling *k)
{
    const struct terms *terms = &k->x->terms;
    value v = call_arg(k, 0);
    const struct op *got = v == NO_VALUE ? NULL : term_at(terms, v)->op;
    if (k->op->callee == NULL || k->known_body || got == NULL ||
        strcmp(k->op->callee, "PyIter_Next") != 0 || got->kind != OP_CALL ||
        got->callee == NULL || strcmp(got->callee, "PyObject_GetIter") != 0)
        return false;
    const struct op *of = func_made_behind(k->x->f, &got->args[0]);
    const struct contract *c = of == NULL ? NULL : program_line(k->x->p, of);
    return (object_types_made(c) | OBJECT_LIST | OBJECT_TUPLE) ==
           (OBJECT_LIST | OBJECT_TUPLE);
}

/* PyBytes_AsStringAndSize(bytes, &s, &n): only without n must there be no
 * NUL. */
static bool
asks_for_length(const struct calling *k, const struct state *s)
{
    value n = call_arg(k, 2);
    return k->op->callee != NULL && !k->known_body && n != NO_VALUE &&
           strcmp(k->op->callee, "PyBytes_AsStringAndSize") == 0 &&
           value_null(k->x, s, n) == NULL_NEVER;
}

/* To be read, which is all that bytes are for. */
static bool
reads_bytes(const struct calling *k, const struct state *s)
{
    enum { WRITABLE = 1 }; /* PyBUF_WRITABLE */
    value flags = call_arg(k, 2);
    if (k->op->callee == NULL || k->known_body || flags == NO_VALUE ||
        strcmp(k->op->callee, "PyObject_GetBuffer") != 0)
        return false;
    const struct term *t = term_at(&k->x->terms, flags);
    return t->kind == VALUE_INT && (t->number & WRITABLE) == 0 &&
           is_one_of(s, k->args[0], OBJECT_BYTES | OBJECT_DERIVED);
}

/* Bytes to bytes. */
static bool
appends_bytes(const struct calling *k, const struct state *s)
{
    return k->op->callee != NULL && !k->known_body && k->op->n_args == 2 &&
           str_starts(k->op->callee, "PyBytes_Concat") &&
           is_one_of(s, k->args[1],
                     OBJECT_BYTES | OBJECT_BYTEARRAY | OBJECT_DERIVED);
}

/* Two strings, or two numbers: without any Python code. */
static bool
compares_atoms(const struct calling *k, const struct state *s)
{
    static const unsigned alike[] = {OBJECT_NUMBER, OBJECT_TEXT, OBJECT_BYTES};
    value a = call_arg(k, 0), b = call_arg(k, 1);
    if (k->op->callee == NULL || k->known_body ||
        !str_starts(k->op->callee, "PyObject_RichCompare"))
        return false;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (is_one_of(s, a, alike[i]) && is_one_of(s, b, alike[i]))
            return true;
    return false;
}

/* Of whole numbers, which gives one. */
static bool
calculates(const struct calling *k, const struct state *s)
{
    static const char *const names[] = {
        "PyNumber_Add",    "PyNumber_Subtract", "PyNumber_Multiply",
        "PyNumber_And",    "PyNumber_Or",       "PyNumber_Xor",
        "PyNumber_Lshift", "PyNumber_Rshift",   NULL};
    return k->op->callee != NULL && !k->known_body && k->op->n_args == 2 &&
           str_is_one_of(k->op->callee, names) &&
           is_one_of(s, k->args[0], OBJECT_WHOLE) &&
           is_one_of(s, k->args[1], OBJECT_WHOLE);
}

/* PyUnicode_FromFormat("%R", name) of a str: no method of an object runs. */
static bool
formats_atoms(const struct calling *k, const struct state *s)
{
    if (k->op->callee == NULL || k->known_body ||
        strcmp(k->op->callee, "PyUnicode_FromFormat") != 0)
        return false;
    for (size_t i = 1; i < k->op->n_args; i++) {
        const struct type *t = k->op->arg_types == NULL ? NULL
                                                        : k->op->arg_types[i];
        bool atom = k->args[i] != NO_VALUE &&
                    is_one_of(s, k->args[i], OBJECT_ATOM);
        if (t == NULL || (type_is_object_pointer(t) && !atom))
            return false;
    }
    return k->op->n_args > 1;
}

/* The base of an array that was just made: there is none yet. */
static bool
keeps_in_fresh(const struct calling *k, const struct state *s)
{
    for (size_t i = 0; !k->known_body && i < k->c->n_params; i++) {
        const struct param *p = &k->c->params[i];
        for (size_t e = 0; e < p->n_effects; e++) {
            value in = call_arg(k, p->effects[e].other);
            if (p->effects[e].verb == VERB_STEALS && in != NO_VALUE &&
                (state_fact(s, in)->flags & FLAG_FRESH) != 0)
                return true;
        }
    }
    return false;
}

/* PyByteArray_Resize() of what nobody else has a view of;
   PyList_SetSlice(list, low, high, NULL) asks no object for items. */
static unsigned
shortens_own(const struct calling *k, const struct state *s)
{
    const char *name = k->op->callee;
    value v = call_arg(k, 0);
    if (name == NULL || v == NO_VALUE || k->known_body)
        return 0;
    const struct fact *f = state_fact(s, v);
    if (strcmp(name, "PyByteArray_Resize") == 0)
        return f->origin == ORIGIN_NEW && (f->flags & FLAG_ESCAPED) == 0
                   ? CAUSE_VALUE
                   : 0;
    bool deletes = strcmp(name, "PyList_SetSlice") == 0 &&
                   k->op->n_args == 4 &&
                   value_null(k->x, s, k->args[3]) == NULL_IS;
    return deletes ? CAUSE_USER : 0;
}

unsigned
call_spared(const struct calling *k, const struct state *s)
{
    const char *name = k->op->callee;
    value v = call_arg(k, 0);
    unsigned spared = 0;
    if (parse_fits(k, s))
        return CAUSE_ALLOC | CAUSE_VALUE | CAUSE_TYPE | CAUSE_USER;
    if (converts_anything(k, s) || call_deletes_known(k, s) ||
        goes_through_list(k) || reads_bytes(k, s) || formats_atoms(k, s))
        return CAUSE_VALUE | CAUSE_TYPE | CAUSE_USER;
    if (asks_for_static_type(k) || compares_atoms(k, s) || calculates(k, s) ||
        appends_bytes(k, s))
        return CAUSE_TYPE | CAUSE_USER;
    if (asks_for_length(k, s) || array_has_given_size(k, s))
        spared |= CAUSE_VALUE;
    if (keeps_in_fresh(k, s))
        spared |= CAUSE_VALUE | CAUSE_TYPE;
    spared |= shortens_own(k, s);
    if (name == NULL || v == NO_VALUE || k->known_body ||
        state_fact(s, v)->excluded == 0)
        return spared;
    unsigned own = family_of(name);
    if (own != 0 && is_one_of(s, v, own | OBJECT_DERIVED))
        spared |= CAUSE_TYPE;
    for (size_t i = 0; i < sizeof spares / sizeof *spares; i++)
        if (str_starts(name, spares[i].prefix) &&
            is_one_of(s, v, spares[i].types))
            spared |= spares[i].spared;
    return spared;
}

/* Py_IS_TYPE(x, &PyList_Type): the type is an argument. */
static bool
is_given_type(sym name)
{
    static const char *const questions[] = {"Py_IS_TYPE", "PyObject_TypeCheck",
                                            NULL};
    return name != NULL && str_is_one_of(name, questions);
}

/* Of none of the types that have a bit of their own.  NumPy's questions are
   macros, which look the type up in a table. */
static bool
asks_for_other(const struct op *op)
{
    static const char *const questions[] = {
        "PyArray_Check",  "PyArray_CheckExact", "PySlice_Check",
        "PyModule_Check", "PyType_Check",       NULL};
    return (op->callee != NULL && str_is_one_of(op->callee, questions)) ||
           (op->loc.macro != NULL && is_given_type(op->callee) &&
            str_is_one_of(op->loc.macro, questions));
}

bool
asks_for_type(sym name, const struct op *op)
{
    return name != NULL &&
           ((is_given_type(name) && op->n_args == 2 &&
             op->args[1].kind == OPERAND_GLOBAL) ||
            asks_for_other(op) ||
            (family_of(name) != 0 &&
             (str_ends(name, "_Check") || str_ends(name, "_CheckExact") ||
              str_ends(name, "_IsValid"))));
}

struct question {
    unsigned type; /* 0: of none that is known here */
    bool other;    /* "no" leaves instances of it: of a subclass, or others */
    bool exact;    /* "yes" leaves no subclass */
};

/* Nothing can be a subclass of bool. */
static struct question
question_of(const struct op *op)
{
    const char *name = op->callee;
    if (!asks_for_type(name, op))
        return (struct question){0};
    bool bools = str_starts(name, "PyBool_");
    struct question q = {.type = family_of(name),
                         .exact = bools || str_ends(name, "_CheckExact")};
    if (asks_for_other(op))
        return (struct question){.type = OBJECT_OTHER | OBJECT_MODULE,
                                 .other = true};
    if (is_given_type(name)) {
        sym type = op->args[1].name;
        if (!str_ends(type, "_Type"))
            return (struct question){0};
        bools = str_starts(type, "PyBool_");
        q.type = family_of(type);
        q.exact = bools || strcmp(name, "Py_IS_TYPE") == 0;
    }
    q.other = q.exact || str_ends(name, "_IsValid") ||
              (q.type == OBJECT_SET && !str_starts(name, "PyAnySet_"));
    return q;
}

void
object_question(const struct op *op, unsigned *yes, unsigned *no)
{
    struct question q = question_of(op);
    unsigned derived = q.exact ? 0 : OBJECT_DERIVED;
    *yes = q.type == 0 ? OBJECT_ANY : q.type | derived;
    *no = q.type == 0 || q.other ? OBJECT_ANY : OBJECT_ANY & ~q.type;
}

unsigned
object_types_exact(sym type)
{
    unsigned own = str_ends(type, "_Type") ? family_of(type) : 0;
    return own != 0 ? own : OBJECT_ANY;
}

static void
narrow(struct explorer *x, struct state *s, value v, unsigned excluded)
{
    if (state_fact(s, v)->kind == x->p->ref)
        state_fact_make(x, s, v)->excluded |= (uint16_t)excluded;
}

void
found_arguments(struct explorer *x, struct state *s, value v)
{
    narrow(x, s, v, OBJECT_ANY & ~OBJECT_TUPLE);
}

/* "O!": the type stands before the variable. */
void
found_parsed(const struct calling *k, struct state *s, size_t at, value v)
{
    value type = at == 0 ? NO_VALUE : call_arg(k, (int)at - 1);
    const struct term *t = type == NO_VALUE ? NULL
                                            : term_at(&k->x->terms, type);
    if (t == NULL || t->kind != VALUE_GLOBAL || !str_ends(t->name, "_Type"))
        return;
    unsigned own = family_of(t->name);
    unsigned derived = str_starts(t->name, "PyBool_") ? 0 : OBJECT_DERIVED;
    if (own != 0)
        narrow(k->x, s, v, OBJECT_ANY & ~(own | derived));
}

bool
is_tuple(const struct state *s, value v)
{
    return is_one_of(s, v, OBJECT_TUPLE | OBJECT_DERIVED);
}

/* False: the answer contradicts what is known. */
static bool
answer(const struct calling *k, struct state *s, const struct outcome *o)
{
    unsigned yes = OBJECT_ANY, no = OBJECT_ANY;
    value v = call_arg(k, 0);
    if (!k->known_body)
        object_question(k->op, &yes, &no);
    if (yes == OBJECT_ANY || o->result != RESULT_RANGE || o->lo != o->hi)
        return true;
    unsigned gone = OBJECT_ANY & ~(o->lo != 0 ? yes : no);
    if ((possible(s, v) & ~(gone | OBJECT_DERIVED)) == 0)
        return false;
    narrow(k->x, s, v, gone);
    return true;
}

/* A subclass is one of a type that is possible. */
bool
types_differ(const struct state *s, value a, value b)
{
    unsigned both = possible(s, a) & possible(s, b);
    return (both & (OBJECT_ANY ^ OBJECT_DERIVED)) == 0;
}

void
found_singleton(struct explorer *x, struct state *s, value v, sym name)
{
    static const char *const bools[] = {"_Py_TrueStruct", "_Py_FalseStruct",
                                        NULL};
    if (name != NULL && str_is_one_of(name, bools))
        narrow(x, s, v, OBJECT_ANY & ~OBJECT_INT);
}

/* What has had UTF-8 once has it the next time. */
static void
has_utf8(const struct calling *k, struct state *s, const struct outcome *o)
{
    const char *name = k->op->callee;
    if (name != NULL && !k->known_body && !contract_outcome_fails(o) &&
        (str_starts(name, "PyUnicode_AsUTF8") ||
         strcmp(name, "_PyUnicode_AsString") == 0))
        narrow(k->x, s, k->args[0],
               OBJECT_ANY & ~(OBJECT_STR | OBJECT_DERIVED));
}

bool
call_answers(const struct calling *k, struct state *s, const struct outcome *o)
{
    if (call_arg(k, 0) == NO_VALUE)
        return true;
    has_utf8(k, s, o);
    return answer(k, s, o);
}

void
object_narrow(struct explorer *x, struct state *s, value v, unsigned types)
{
    if (types != OBJECT_ANY)
        narrow(x, s, v, OBJECT_ANY & ~types);
}

/* Py_BuildValue("i", n) */
static unsigned
types_built(const struct calling *k, const struct state *s)
{
    static const struct {
        const char *units;
        unsigned type;
    } built[] = {{"s", OBJECT_STR},
                 {"U", OBJECT_TEXT},
                 {"yc", OBJECT_BYTES},
                 {"C", OBJECT_TEXT},
                 {"bBhHiIlkLKn", OBJECT_WHOLE},
                 {"df", OBJECT_FLOAT}};
    const struct term *t = term_at(&k->x->terms, call_arg(k, 0));
    if (k->op->n_args != 2 || t->kind != VALUE_STRING ||
        strlen(t->name) != 1 ||
        (strchr("sUy", t->name[0]) != NULL &&
         value_null(k->x, s, k->args[1]) != NULL_NEVER))
        return OBJECT_ANY;
    for (size_t i = 0; i < sizeof built / sizeof *built; i++)
        if (strchr(built[i].units, t->name[0]) != NULL)
            return built[i].type;
    return OBJECT_ANY;
}

unsigned
object_types_left(const struct explorer *x, const struct state *s, value v)
{
    return v == NO_VALUE || value_null(x, s, v) == NULL_IS ? 0
                                                           : possible(s, v);
}

/* str(5), or a format of nothing but numbers and pointers. */
static bool
makes_digits(const struct calling *k, const struct state *s)
{
    const char *name = k->op->callee;
    if (strcmp(name, "PyObject_Str") == 0 ||
        strcmp(name, "PyObject_Repr") == 0)
        return is_one_of(s, call_arg(k, 0), OBJECT_NUMBER);
    const struct term *t = term_at(&k->x->terms, call_arg(k, 0));
    return strcmp(name, "PyUnicode_FromFormat") == 0 &&
           t->kind == VALUE_STRING && strpbrk(t->name, "USRAVTN") == NULL;
}

static unsigned
types_made(const struct calling *k, const struct state *s)
{
    if (calculates(k, s))
        return OBJECT_WHOLE;
    if (strcmp(k->op->callee, "Py_BuildValue") == 0)
        return types_built(k, s);
    return object_types_made(k->c) &
           (makes_digits(k, s) ? OBJECT_STR : OBJECT_ANY);
}

void
call_makes(const struct calling *k, struct state *s, const struct outcome *o,
           value result)
{
    const char *name = k->op->callee;
    if (name == NULL || result == NO_VALUE ||
        (o->result != RESULT_NEW && o->result != RESULT_FRESH))
        return;
    object_narrow(k->x, s, result,
                  k->known_body ? object_types_made(k->c) : types_made(k, s));
}

/* The key was made as a string or a number, which are hashed and compared
   without any Python code. */
bool
call_key_is_plain(const struct calling *k, const struct state *s)
{
    static const char *const prefixes[] = {"PyUnicode_",   "PyLong_",
                                           "PyBytes_",     "PyFloat_",
                                           "PyObject_Str", "PyObject_Repr"};
    const struct terms *terms = &k->x->terms;
    for (size_t i = 0; i < k->op->n_args && i < k->c->n_params &&
                       k->c->seldom == SELDOM_KEYS && !k->known_body;
         i++) {
        const struct term *t = term_at(terms, k->args[i]);
        if (strcmp(k->c->params[i].name, "key") != 0)
            continue;
        if (is_one_of(s, k->args[i], OBJECT_ATOM))
            return true;
        if (t->kind != VALUE_SYMBOL || t->sub != RESULT_SUB || t->op == NULL ||
            t->op->kind != OP_CALL || t->op->callee == NULL)
            continue;
        for (size_t m = 0; m < sizeof prefixes / sizeof *prefixes; m++)
            if (str_starts(t->op->callee, prefixes[m]))
                return true;
    }
    return false;
}

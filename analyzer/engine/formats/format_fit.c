/* Does an argument have the C type that a format unit wants?  By kind and
 * size: signs do not matter, nor do names for the same machine type. */
#include "formats.h"

#include <string.h>

#define WORD 8 /* bytes of a long and a pointer */

static uint64_t
size_of(enum format_type type)
{
    switch (type) {
    case FORMAT_CHAR:
        return 1;
    case FORMAT_SHORT:
        return 2;
    case FORMAT_INT:
    case FORMAT_FLOAT:
        return 4;
    case FORMAT_COMPLEX:
        return 16;
    case FORMAT_OBJECT:
    case FORMAT_LONG:
    case FORMAT_LONG_LONG:
    case FORMAT_SSIZE:
    case FORMAT_INTMAX:
    case FORMAT_PTRDIFF:
    case FORMAT_DOUBLE:
    case FORMAT_TEXT:
    case FORMAT_WIDE:
        return WORD;
    case FORMAT_BUFFER:
    case FORMAT_POINTER:
    case FORMAT_CONVERTER:
        return 0;
    }
    return 0;
}

uint64_t
format_written(const struct format_arg *arg)
{
    return arg->is_cell || arg->type == FORMAT_COMPLEX ? size_of(arg->type)
                                                       : 0;
}

/* ---- pointers ---- */

static bool
is_vague(const struct type *t)
{
    return t == NULL || t->kind == TYPE_VOID || t->kind == TYPE_OTHER ||
           (t->kind == TYPE_RECORD && (t->size == 0 || t->is_union));
}

static bool
may_be_object(const struct type *t)
{
    return is_vague(t) || (t->kind == TYPE_RECORD && t->is_object);
}

static bool
is_int_of(const struct type *t, uint64_t size)
{
    return is_vague(t) || (t->kind == TYPE_INT && t->size == size);
}

static bool
is_record_named(const struct type *t, const char *name)
{
    return is_vague(t) || (t->kind == TYPE_RECORD &&
                           (t->name == NULL || str_ends(t->name, name)));
}

/* int (*)(PyObject *, void *), or PyObject *(*)(void *). */
static bool
may_convert(const struct type *t)
{
    if (is_vague(t))
        return true;
    if (t->kind != TYPE_FUNCTION)
        return false;
    bool parses = t->target->kind == TYPE_INT;
    if (!parses && t->target->kind != TYPE_POINTER)
        return false;
    if (t->n_params != (parses ? 2 : 1))
        return t->n_params == 0 && t->variadic;
    for (size_t i = 0; i < t->n_params; i++)
        if (t->params[i]->kind != TYPE_POINTER)
            return false;
    return true;
}

/* What the pointer has to lead to. */
static bool
leads_to(enum format_type type, const struct type *to)
{
    switch (type) {
    case FORMAT_OBJECT:
        return may_be_object(to);
    case FORMAT_TEXT:
        return is_int_of(to, 1);
    case FORMAT_WIDE:
        return is_int_of(to, 4);
    case FORMAT_BUFFER:
        return is_record_named(to, "Py_buffer");
    case FORMAT_COMPLEX:
        return is_vague(to) || to->size == 16 ||
               (to->kind == TYPE_FLOAT && to->size == 8);
    case FORMAT_CONVERTER:
        return may_convert(to);
    case FORMAT_POINTER:
    case FORMAT_CHAR:
    case FORMAT_SHORT:
    case FORMAT_INT:
    case FORMAT_LONG:
    case FORMAT_LONG_LONG:
    case FORMAT_SSIZE:
    case FORMAT_INTMAX:
    case FORMAT_PTRDIFF:
    case FORMAT_FLOAT:
    case FORMAT_DOUBLE:
        return true;
    }
    return true;
}

/* ---- values ---- */

static bool
is_number(enum format_type type)
{
    return type >= FORMAT_CHAR && type <= FORMAT_DOUBLE;
}

static bool
is_real(enum format_type type)
{
    return type == FORMAT_FLOAT || type == FORMAT_DOUBLE;
}

static uint64_t
promoted(const struct type *t)
{
    uint64_t least = t->kind == TYPE_FLOAT ? 8 : 4;
    return t->size < least ? least : t->size;
}

/* An address that is to be shown as a number.  Of an object or a text the
   address is hardly meant. */
static bool
is_plain_address(enum format_type type, const struct type *t)
{
    if (is_real(type) || size_of(type) != WORD)
        return false;
    return t->kind == TYPE_FUNCTION ||
           (t->kind == TYPE_POINTER && t->target != NULL &&
            !may_be_object(t->target) && !is_int_of(t->target, 1));
}

static enum fit
fit_number(enum format_type type, const struct type *t,
           const struct operand *o)
{
    enum type_kind wanted = is_real(type) ? TYPE_FLOAT : TYPE_INT;
    if (t->kind != wanted)
        return is_plain_address(type, t) ? FIT_UNSURE : FIT_NO;
    if (promoted(t) == size_of(type))
        return FIT_YES;
    /* A small constant fills a whole register or stack slot. */
    bool constant = o->kind == OPERAND_INT && o->number >= 0 &&
                    o->number <= INT32_MAX;
    if (constant)
        return FIT_UNSURE;
    return wanted == TYPE_INT && promoted(t) > size_of(type) ? FIT_LOSSY
                                                             : FIT_NO;
}

static enum fit
fit_pointer(enum format_type type, const struct type *t,
            const struct operand *o)
{
    if (t->kind == TYPE_FUNCTION && type == FORMAT_CONVERTER)
        return may_convert(t) ? FIT_YES : FIT_NO;
    if (t->kind == TYPE_INT)
        return o->kind == OPERAND_INT && o->number == 0 ? FIT_UNSURE : FIT_NO;
    if (t->kind == TYPE_FUNCTION && type == FORMAT_POINTER)
        return FIT_YES;
    if (t->kind != TYPE_POINTER && t->kind != TYPE_ARRAY)
        return FIT_NO;
    return leads_to(type, t->target) ? FIT_YES : FIT_NO;
}

/* ---- cells ---- */

static const struct type *
first_element(const struct type *t)
{
    while (t != NULL && t->kind == TYPE_ARRAY)
        t = t->target;
    return t;
}

/* What is a number on other systems. */
static bool
is_handle(enum format_type type, const struct type *t)
{
    return !is_real(type) && size_of(type) == WORD &&
           t->kind == TYPE_POINTER && !type_is_object_pointer(t) &&
           t->target != NULL &&
           (t->target->kind != TYPE_INT || t->target->size != 1);
}

/* "y#": the bytes of what the code knows to be numbers, and how many. */
static bool
is_table_of_numbers(const struct format_arg *arg, const struct type *to)
{
    return arg->type == FORMAT_TEXT && strchr(arg->unit, '#') != NULL &&
           (to->kind == TYPE_INT || to->kind == TYPE_FLOAT);
}

static enum fit
fit_cell(const struct format_arg *arg, const struct type *t)
{
    if (t->kind != TYPE_POINTER && t->kind != TYPE_ARRAY)
        return FIT_NO;
    const struct type *to = first_element(t->target);
    if (is_vague(to))
        return FIT_YES;
    if (to->kind == TYPE_RECORD)
        return to->is_object || to->size < size_of(arg->type) ? FIT_NO
                                                              : FIT_YES;
    if (is_number(arg->type)) {
        enum type_kind wanted = is_real(arg->type) ? TYPE_FLOAT : TYPE_INT;
        if (is_handle(arg->type, to))
            return FIT_UNSURE;
        return to->kind == wanted && to->size == size_of(arg->type) ? FIT_YES
                                                                    : FIT_NO;
    }
    return to->kind == TYPE_POINTER && (leads_to(arg->type, to->target) ||
                                        is_table_of_numbers(arg, to->target))
               ? FIT_YES
               : FIT_NO;
}

/* "y#": the bytes of a struct, for which somebody says how many they are; and
   the address of an array of char is that of its first. */
static bool
is_struct_with_size(const struct format_arg *arg, const struct type *type)
{
    const struct type *to = type->kind == TYPE_POINTER ? type->target : NULL;
    if (to == NULL)
        return false;
    if (to->kind == TYPE_ARRAY)
        return is_int_of(to->target, 1);
    return to->kind == TYPE_RECORD && strchr(arg->unit, '#') != NULL;
}

enum fit
format_fit(const struct format_arg *arg, const struct type *type,
           const struct operand *operand)
{
    if (type == NULL || type->kind == TYPE_OTHER)
        return FIT_YES;
    if (operand->kind == OPERAND_INT && operand->number == 0 &&
        type->kind == TYPE_POINTER)
        return FIT_YES;
    if (arg->is_cell)
        return fit_cell(arg, type);
    if (is_number(arg->type))
        return fit_number(arg->type, type, operand);
    if (arg->type == FORMAT_TEXT && is_struct_with_size(arg, type))
        return FIT_YES;
    return fit_pointer(arg->type, type, operand);
}

/* ---- names of types ---- */

static const char *
int_name(const struct type *t)
{
    static const char *const names[][2] = {
        {"unsigned char", "char"},
        {"unsigned short", "short"},
        {"unsigned int", "int"},
        {"unsigned long", "long"},
    };
    size_t i = t->size == 1 ? 0 : t->size == 2 ? 1 : t->size == 4 ? 2 : 3;
    return names[i][t->is_signed];
}

static const char *
real_name(const struct type *t)
{
    return t->size == 4 ? "float" : t->size == 8 ? "double" : "long double";
}

const char *
format_given(arena *keep, const struct type *t)
{
    switch (t->kind) {
    case TYPE_VOID:
        return "void";
    case TYPE_INT:
        return int_name(t);
    case TYPE_FLOAT:
        return real_name(t);
    case TYPE_RECORD:
        return t->name != NULL ? t->name : t->is_union ? "union" : "struct";
    case TYPE_ARRAY:
        return arena_printf(keep, "%s array", format_given(keep, t->target));
    case TYPE_FUNCTION:
        return "function";
    case TYPE_OTHER:
        return "something else";
    case TYPE_POINTER:
        break;
    }
    const char *to = format_given(keep, t->target);
    return arena_printf(keep, str_ends(to, "*") ? "%s*" : "%s *", to);
}

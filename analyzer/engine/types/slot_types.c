/* What Python passes to the functions in its tables and expects back, by
 * the name of the slot: Include/cpython/object.h, Include/methodobject.h,
 * Include/moduleobject.h. */
#include "tables.h"

#include <string.h>

/* Result, then arguments: v nothing, o object, a array of objects, p any
 * pointer, s characters, i int, n Py_ssize_t. */
static const struct {
    const char *types, *slots;
} rows[] = {
    {"ooo", "METH_VARARGS METH_NOARGS METH_O "
            "nb_add nb_subtract nb_multiply nb_remainder nb_divmod nb_lshift "
            "nb_rshift nb_and nb_xor nb_or nb_floor_divide nb_true_divide "
            "nb_matrix_multiply nb_inplace_add nb_inplace_subtract "
            "nb_inplace_multiply nb_inplace_remainder nb_inplace_lshift "
            "nb_inplace_rshift nb_inplace_and nb_inplace_xor nb_inplace_or "
            "nb_inplace_floor_divide nb_inplace_true_divide "
            "nb_inplace_matrix_multiply sq_concat sq_inplace_concat "
            "mp_subscript tp_getattro"},
    {"oooo", "METH_KEYWORDS nb_power nb_inplace_power tp_call tp_new "
             "tp_descr_get"},
    {"ooan", "METH_FASTCALL"},
    {"ooano", "METH_FASTCALL_KEYWORDS tp_vectorcall"},
    {"oooano", "METH_METHOD"},
    {"oo", "nb_negative nb_positive nb_absolute nb_invert nb_int nb_float "
           "nb_index tp_repr tp_str tp_iter tp_iternext am_await am_aiter "
           "am_anext"},
    {"vo", "tp_dealloc tp_del tp_finalize"},
    {"vp", "tp_free m_free"},
    {"oos", "tp_getattr"},
    {"ioso", "tp_setattr"},
    {"no", "tp_hash sq_length mp_length"},
    {"iooo", "tp_setattro tp_descr_set tp_init mp_ass_subscript"},
    {"iopp", "tp_traverse m_traverse"},
    {"io", "tp_clear tp_is_gc nb_bool m_clear Py_mod_exec"},
    {"oooi", "tp_richcompare"},
    {"oon", "tp_alloc sq_repeat sq_item sq_inplace_repeat"},
    {"iono", "sq_ass_item"},
    {"ioo", "sq_contains"},
    {"iopi", "bf_getbuffer"},
    {"vop", "bf_releasebuffer"},
    {"ioop", "am_send setter"},
    {"oop", "getter Py_mod_create"},
};

static bool
has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; (at = strstr(at, word)) != NULL; at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

const char *
slot_types(const char *slot)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (has_word(rows[i].slots, slot))
            return rows[i].types;
    return NULL;
}

const char *
slot_type_name(char code)
{
    switch (code) {
    case 'o':
        return "PyObject *";
    case 'a':
        return "PyObject *const *";
    case 'p':
        return "void *";
    case 's':
        return "char *";
    case 'i':
        return "int";
    case 'n':
        return "Py_ssize_t";
    default:
        return "void";
    }
}

/* ---- does a C type serve? ---- */

static bool
is_int(const struct type *t, uint64_t least, uint64_t most)
{
    return t->kind == TYPE_INT && t->size >= least && t->size <= most;
}

static bool
leads_to_data(const struct type *t)
{
    return t->kind == TYPE_INT || t->kind == TYPE_FLOAT ||
           t->kind == TYPE_POINTER || t->kind == TYPE_FUNCTION;
}

/* Can a parameter of type t receive what the slot passes? */
bool
slot_type_passes(char code, const struct type *t)
{
    if (t->kind == TYPE_OTHER)
        return true;
    bool pointer = t->kind == TYPE_POINTER;
    switch (code) {
    case 'o':
        return pointer && !leads_to_data(t->target);
    case 'a':
        return pointer && (t->target->kind == TYPE_POINTER ||
                           t->target->kind == TYPE_VOID);
    case 's':
        return pointer &&
               (t->target->kind == TYPE_VOID || is_int(t->target, 1, 1));
    case 'i':
        return is_int(t, 1, 4);
    case 'n':
        return is_int(t, 8, 8);
    default:
        return pointer;
    }
}

/* Can the caller of the slot live with a result of type t? */
bool
slot_type_returns(char code, const struct type *t)
{
    switch (code) {
    case 'v':
        return true;
    case 'i':
        return is_int(t, 4, 8);
    case 'n':
        return is_int(t, 8, 8);
    default:
        return t->kind == TYPE_POINTER || t->kind == TYPE_OTHER;
    }
}

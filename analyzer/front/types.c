/* clang's types as the IR's. */
#include "build.h"

#include <string.h>

/* Typedef names win over tags; the name clang shows for an anonymous
 * struct is its typedef. */
struct record_name {
    bool from_typedef;
};

/* Records of Python that begin with an object header but may be opaque
 * (limited API, frames and interpreter internals of newer versions), and
 * the names people know them by. */
static const struct {
    const char *tag, *name;
    bool is_object;
} known[] = {
    {"_object", "PyObject", true},
    {"PyVarObject", "PyVarObject", true},
    {"_typeobject", "PyTypeObject", true},
    {"_heaptypeobject", "PyHeapTypeObject", true},
    {"_longobject", "PyLongObject", true},
    {"_frame", "PyFrameObject", true},
    {"PyCodeObject", "PyCodeObject", true},
    {"_PyWeakReference", "PyWeakReference", true},
    {"PyModuleDef", "PyModuleDef", true},
    {"_ts", "PyThreadState", false},
    {"_is", "PyInterpreterState", false},
    {"bufferinfo", "Py_buffer", false},
};

static struct type *
type_new(struct build *b, enum type_kind kind, CXType t)
{
    struct type *out = ARENA_NEW(b->keep, struct type);
    out->kind = kind;
    /* libclang crashes when asked for the size of a placeholder. */
    bool has_size = kind != TYPE_VOID && kind != TYPE_FUNCTION &&
                    (kind != TYPE_OTHER || t.kind == CXType_Complex ||
                     t.kind == CXType_Vector || t.kind == CXType_ExtVector);
    long long size = has_size ? clang_Type_getSizeOf(t) : 0;
    out->size = size > 0 ? (uint64_t)size : 0;
    return out;
}

/* ---- records ------------------------------------------------------------ */

struct field_list {
    struct build *b;
    VEC(struct field) v;
};

static enum CXVisitorResult
field_seen(CXCursor c, void *data)
{
    struct field_list *list = data;
    struct build *b = list->b;
    struct field f = {
        .name = field_name(b, c),
        .type = build_type(b, clang_getCursorType(c)),
        .offset = field_offset(c),
    };
    VEC_PUSH(b->keep, &list->v, f);
    return CXVisit_Continue;
}

struct first_field {
    struct build *b;
    sym name;
    CXType type;
};

static enum CXVisitorResult
first_field(CXCursor c, void *data)
{
    struct first_field *first = data;
    first->name = field_name(first->b, c);
    first->type = clang_getCanonicalType(clang_getCursorType(c));
    return CXVisit_Break;
}

static const char *
plain_tag(const char *spelling)
{
    const char *space = strrchr(spelling, ' ');
    if (strstr(spelling, "(unnamed") != NULL ||
        strstr(spelling, "(anonymous") != NULL)
        return NULL;
    return space == NULL ? spelling : space + 1;
}

/* Follow first members down to PyObject itself.  Python 2 writes its fields
 * out. */
static bool
begins_with_object(struct build *b, CXType t, const char *tag)
{
    for (size_t i = 0; tag != NULL && i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].tag, tag) == 0)
            return known[i].is_object;
    struct first_field first = {.b = b, .type = {.kind = CXType_Invalid}};
    clang_Type_visitFields(t, first_field, &first);
    if (first.name != NULL && strcmp(first.name, "ob_refcnt") == 0)
        return true;
    if (first.type.kind != CXType_Record)
        return false;
    const struct type *inner = build_type(b, first.type);
    return inner->kind == TYPE_RECORD && inner->is_object && !inner->is_union;
}

static bool
is_users(struct build *b, CXCursor decl)
{
    const struct file *f = build_file_of(b, clang_getCursorLocation(decl));
    return f != NULL && !f->is_system;
}

static void
record_fill(struct build *b, struct type *out, CXType t)
{
    CXCursor decl = clang_getTypeDeclaration(t);
    const char *spelling = keep_cx(b->scratch, clang_getTypeSpelling(t));
    const char *tag = plain_tag(spelling);
    const char *name = tag;
    struct record_name *note = ARENA_NEW(b->scratch, struct record_name);
    for (size_t i = 0; tag != NULL && i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].tag, tag) != 0)
            continue;
        name = known[i].name;
        note->from_typedef = true;
    }
    out->name = name == NULL ? NULL : sym_intern(b->syms, name);
    map_put(b->scratch, &b->records, out, note);
    out->is_union = clang_getCursorKind(decl) == CXCursor_UnionDecl;
    out->is_object = begins_with_object(b, t, tag);
    if (!is_users(b, decl))
        return;
    /* With a member of a type that is not known, no member has a place. */
    if (clang_Type_getSizeOf(t) == CXTypeLayoutError_Invalid)
        return;
    struct field_list list = {.b = b};
    clang_Type_visitFields(t, field_seen, &list);
    out->fields = list.v.v;
    out->n_fields = list.v.n;
}

/* ---- conversion --------------------------------------------------------- */

static struct type *
function_type(struct build *b, CXType t)
{
    struct type *out = type_new(b, TYPE_FUNCTION, t);
    out->target = build_type(b, clang_getResultType(t));
    out->variadic = clang_isFunctionTypeVariadic(t) != 0;
    int n = clang_getNumArgTypes(t);
    if (n <= 0)
        return out;
    const struct type **params = ARENA_ARRAY(b->keep, const struct type *,
                                             (size_t)n);
    for (int i = 0; i < n; i++)
        params[i] = build_type(b, clang_getArgType(t, (unsigned)i));
    out->params = params;
    out->n_params = (size_t)n;
    return out;
}

static struct type *
int_type(struct build *b, CXType t, bool is_signed)
{
    struct type *out = type_new(b, TYPE_INT, t);
    out->is_signed = is_signed;
    return out;
}

static bool
is_unsigned_kind(enum CXTypeKind kind)
{
    static const enum CXTypeKind kinds[] = {
        CXType_Bool,      CXType_Char_U,  CXType_UChar, CXType_Char16,
        CXType_Char32,    CXType_UShort,  CXType_UInt,  CXType_ULong,
        CXType_ULongLong, CXType_UInt128,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kind == kinds[i])
            return true;
    return false;
}

static struct type *
enum_type(struct build *b, CXType t)
{
    CXType under = clang_getCanonicalType(
        clang_getEnumDeclIntegerType(clang_getTypeDeclaration(t)));
    return int_type(b, t, !is_unsigned_kind(under.kind));
}

/* What refers to other types enters the table before those are looked at:
 * types are cyclic. */
static struct type *
pointer_type(struct build *b, CXType t)
{
    struct type *out = type_new(b, TYPE_POINTER, t);
    map_put(b->scratch, &b->types, t.data[0], out);
    out->target = t.kind == CXType_NullPtr
                      ? b->type_void
                      : build_type(b, clang_getPointeeType(t));
    return out;
}

static struct type *
array_type(struct build *b, CXType t)
{
    struct type *out = type_new(b, TYPE_ARRAY, t);
    long long n = clang_getArraySize(t);
    out->count = n > 0 ? (uint64_t)n : 0;
    out->target = build_type(b, clang_getArrayElementType(t));
    return out;
}

static struct type *
record_type(struct build *b, CXType t)
{
    struct type *out = type_new(b, TYPE_RECORD, t);
    map_put(b->scratch, &b->types, t.data[0], out);
    record_fill(b, out, t);
    return out;
}

static struct type *
arithmetic_type(struct build *b, CXType t)
{
    switch ((int)t.kind) {
    case CXType_Char_S:
    case CXType_SChar:
    case CXType_WChar:
    case CXType_Short:
    case CXType_Int:
    case CXType_Long:
    case CXType_LongLong:
    case CXType_Int128:
        return int_type(b, t, true);
    case CXType_Float16:
    case CXType_Half:
    case CXType_Float:
    case CXType_Double:
    case CXType_LongDouble:
    case CXType_Float128:
        return type_new(b, TYPE_FLOAT, t);
    default:
        return type_new(b, TYPE_OTHER, t);
    }
}

static struct type *
convert(struct build *b, CXType t)
{
    if (is_unsigned_kind(t.kind)) {
        struct type *out = int_type(b, t, false);
        if (t.kind == CXType_Bool)
            b->type_bool = out;
        return out;
    }
    switch ((int)t.kind) {
    case CXType_Void:
        return type_new(b, TYPE_VOID, t);
    case CXType_Enum:
        return enum_type(b, t);
    case CXType_NullPtr:
    case CXType_Pointer:
    case CXType_BlockPointer:
        return pointer_type(b, t);
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
        return array_type(b, t);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return function_type(b, t);
    case CXType_Record:
        return record_type(b, t);
    default:
        return arithmetic_type(b, t);
    }
}

/* ---- typedef names ------------------------------------------------------ */

/* `typedef struct _x X;`: the innermost typedef of a record names it. */
static void
name_record(struct build *b, CXType typedef_type, CXType under)
{
    CXType canonical = clang_getUnqualifiedType(clang_getCanonicalType(under));
    if (canonical.kind != CXType_Record)
        return;
    struct type *t;
    const struct type *found = build_type(b, canonical);
    memcpy(&t, &found, sizeof t);
    struct record_name *note = map_get(&b->records, t);
    if (note == NULL || note->from_typedef)
        return;
    note->from_typedef = true;
    t->name = intern_cx(b, clang_getTypedefName(typedef_type));
}

/* Look at the typedefs that the canonical type no longer shows. */
static void
note_sugar(struct build *b, CXType t)
{
    switch ((int)t.kind) {
    case CXType_Typedef: {
        CXType under = clang_getTypedefDeclUnderlyingType(
            clang_getTypeDeclaration(t));
        build_type(b, under);
        name_record(b, t, under);
        break;
    }
    case CXType_Elaborated:
        build_type(b, clang_Type_getNamedType(t));
        break;
    case CXType_Pointer:
        build_type(b, clang_getPointeeType(t));
        break;
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
        build_type(b, clang_getArrayElementType(t));
        break;
    case CXType_FunctionProto:
        build_type(b, clang_getResultType(t));
        for (int i = 0; i < clang_getNumArgTypes(t); i++)
            build_type(b, clang_getArgType(t, (unsigned)i));
        break;
    default:
        break;
    }
}

const struct type *
build_type(struct build *b, CXType t)
{
    if (t.kind == CXType_Invalid)
        return b->type_void;
    struct type *out = map_get(&b->types, t.data[0]);
    if (out != NULL)
        return out;
    CXType canonical = clang_getUnqualifiedType(clang_getCanonicalType(t));
    if (canonical.kind == CXType_Atomic)
        canonical = clang_getUnqualifiedType(
            clang_getCanonicalType(clang_Type_getValueType(canonical)));
    if (canonical.data[0] != t.data[0])
        note_sugar(b, t);
    out = map_get(&b->types, canonical.data[0]);
    if (out == NULL) {
        out = convert(b, canonical);
        map_put(b->scratch, &b->types, canonical.data[0], out);
    }
    if (canonical.data[0] != t.data[0])
        map_put(b->scratch, &b->types, t.data[0], out);
    return out;
}

const struct type *
build_pointer(struct build *b, const struct type *target)
{
    struct type *out = map_get(&b->pointers, target);
    if (out != NULL)
        return out;
    out = ARENA_NEW(b->keep, struct type);
    out->kind = TYPE_POINTER;
    out->size = sizeof(void *);
    out->target = target;
    map_put(b->scratch, &b->pointers, target, out);
    return out;
}

static const struct type *
basic(struct build *b, enum type_kind kind, bool is_signed, uint64_t size)
{
    struct type *t = ARENA_NEW(b->keep, struct type);
    t->kind = kind;
    t->is_signed = is_signed;
    t->size = size;
    return t;
}

void
build_basic_types(struct build *b)
{
    b->type_void = basic(b, TYPE_VOID, false, 0);
    b->type_int = basic(b, TYPE_INT, true, 4);
    b->type_size = basic(b, TYPE_INT, false, 8);
}

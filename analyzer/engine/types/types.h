/* Private to the engine room: the types of the program.
 *
 * A touch says what a function does to a field of some struct, however it
 * reaches it: by the type of a pointer, or from one of its parameters.
 * Touches are collected without regard to the order of operations; what
 * calls do is carried over to their callers.
 */
#ifndef REFAUDIT_TYPES_H
#define REFAUDIT_TYPES_H

#include "explore.h"

/* ---- what functions do to fields ---- */

/* Something reached from a parameter or through a pointer to a struct:
 * level 0 is the address at `offset`, level 1 what is stored there, 2 and
 * more what that leads to. */
struct reach {
    int param;                 /* -1: through a pointer of known type */
    const struct type *record; /* of the first field taken, or NULL */
    uint64_t offset;
    unsigned level;
    bool loose; /* some element of an array at that offset */
    bool put;   /* an array that is stored there later */
};

enum touch_kind {
    TOUCH_RELEASE,
    TOUCH_ACQUIRE,
    TOUCH_VISIT,
    TOUCH_READ, /* looked at, perhaps to find it NULL */
    TOUCH_ATOM, /* used as only a string, number... can be */
    TOUCH_STORE,
    TOUCH_BACK,     /* what was loaded from the field is stored in it */
    TOUCH_MAKE,     /* filled by a call with a new resource; `name`: kind */
    TOUCH_UNKNOWN,  /* passed to code that we do not see */
    TOUCH_FREE,     /* the memory itself; `name`: the family */
    TOUCH_UNTRACK,  /* taken from the collector's list */
    TOUCH_DELEGATE, /* `name` slot of a base type that we do not see */
    TOUCH_OWN_SLOT, /* `name` slot of the object's own type is called */
};

/* What a stored value is. */
enum holding {
    HOLD_NOTHING, /* NULL */
    HOLD_ATOM,    /* a string, number, capsule...: part of no cycle */
    HOLD_TYPE,    /* a static type */
    HOLD_CLEARED, /* a list, dict... made here: the collector empties it */
    HOLD_TUPLE,   /* a tuple made of what is at hand */
    HOLD_OBJECT,  /* anything */
};

enum giving { GIVE_BORROWED, GIVE_OWNED, GIVE_UNKNOWN };

struct touch {
    enum touch_kind kind;
    struct reach at;
    sym name;
    enum holding holding; /* STORE */
    enum giving giving;   /* STORE */
    int value_param;      /* STORE: the parameter stored, or -1 */
    bool shared;          /* STORE: of one reference in several places */
    bool user;            /* STORE: an object from outside, */
    bool outside;         /* ... handed to this very function */
    sym made;             /* STORE: kind of the new resource, or NULL */
    bool steals;          /* RELEASE: given away rather than released */
    const struct op *op;  /* in the function itself */
    bool direct;          /* not by way of a call of our own */
};

struct touches {
    bool done;
    bool missing; /* the function has no body that we could read */
    VEC(struct touch) v;
    VEC(struct reach) returns;       /* what it hands back of its parameters */
    VEC(const struct type *) selves; /* structs that parameter 0 is */
};

struct types;

/* types_touched.c: what the functions of the program do to one struct, in
 * their order. */
struct record_touch {
    struct procedure *proc;
    const struct touch *one;
};
struct record_touches {
    const struct type *record;
    VEC(struct record_touch) v;
};
typedef VEC(const struct record_touches *) record_list;
const struct record_touches *types_touched(struct types *t,
                                           const struct type *record);
/* All structs to which something is done. */
const record_list *types_touched_records(struct types *t);

const struct touches *touches_of(struct types *t, struct procedure *proc);
bool same_record(const struct type *a, const struct type *b);
/* The struct itself, or one that an instance begins with. */
bool record_begins(const struct type *outer, const struct type *inner);

/* types_value.c: what a slot's value is, by all that is assigned to it. */
struct origin_of {
    enum giving giving;
    enum holding holding;
    int param; /* -1: none */
    bool user; /* handed in from outside: an argument */
    sym kind;  /* of the resource made for it, or NULL */
};

bool uses_as_atom(const char *callee);
struct origin_of slot_origin(struct types *t, const struct procedure *proc,
                             uint32_t slot);
/* Slots that hold the same pointer at some time, as a bit set. */
uint64_t *slot_aliases(arena *keep, const struct func *f, uint32_t slot);
static inline bool
operand_is_among(const struct operand *o, const uint64_t *slots)
{
    return o->kind == OPERAND_SLOT && bit_test(slots, o->index);
}

/* `!x`, `x == 0`, `x != 0`: turns the side of the branch where x is NULL when
 * the op turns the truth; false: the op asks something else. */
bool op_asks_null(const struct op *op, size_t *side);

/* ---- types ---- */

enum slot_id {
    SLOT_DEALLOC,
    SLOT_TRAVERSE,
    SLOT_CLEAR,
    SLOT_FINALIZE,
    SLOT_DEL,
    SLOT_FREE,
    SLOT_NEW,
    SLOT_INIT,
    SLOT_ALLOC,
    SLOT_COUNT
};

const char *slot_id_name(enum slot_id id);
/* Name of the slot with this number in a PyType_Slot, or NULL. */
const char *type_slot_name(int64_t number);

struct slot_value {
    bool set;               /* something other than NULL stands there */
    bool unknown;           /* ... that we cannot read */
    sym name;               /* function */
    struct procedure *proc; /* with a body of ours, or NULL */
};

struct field_fact {
    const char *path; /* "in.items" */
    const struct type *type;
    uint64_t offset, size;
    uint64_t stride, one; /* of the elements of an array, else 0 */
    unsigned depth;       /* 1: elements of the array that it points to */
    bool is_array, in_union;
    bool is_element; /* one of an array that begins at `array` */
    uint64_t array, array_size;
    bool member;             /* a PyMemberDef that Python code may write */
    const char *member_name; /* of that, or NULL */
    bool settable; /* by a setter, tp_init or method after creation */
    bool is_dict;  /* __dict__ at tp_dictoffset */
    bool is_weaklist;
    bool untracked; /* the program takes its object from the collector */
    unsigned owned_stores, borrowed_stores, unknown_stores;
    bool shared;               /* some of them put it elsewhere as well */
    unsigned releases, steals; /* anywhere in the program */
    unsigned atom_uses;
    bool user;  /* holds objects from outside, */
    bool given; /* ... that Python code hands to a function of the program */
    bool exact; /* declared as a struct of the program */
    enum holding holding, param_holding;
};

struct field_facts {
    struct field_fact *v;
    size_t n, cap;
};

/* A plain struct that instances own through pointers: a node of a list or
 * tree, an element of a table. */
struct node_fact {
    const struct type *record;
    const char *path; /* "first->", the way there from the instance */
    bool deep;        /* behind more than one pointer */
    bool linked;      /* it points to more of its own */
    struct field_facts fields;
};

/* A field that holds a block of memory or a Py_buffer. */
struct block_fact {
    const char *path;
    uint64_t offset, size;
    bool is_number; /* the field is an int, perhaps a file descriptor */
    bool is_view;   /* the field is a Py_buffer itself */
    bool in_union;
    sym kind;       /* family, NULL: none is known to be stored */
    sym other_kind; /* a second family that is stored there, or NULL */
    unsigned stores, unknown_stores;
    const struct procedure *stored_by; /* first store of a new one */
    bool passing; /* some function stores it and frees it again */
};

/* What Python code sees of it: a method, property or member. */
struct attribute {
    const char *name;
    bool method;
    struct procedure *setter; /* of a property, or NULL */
};

struct type_fact {
    const struct unit *unit;
    const struct global *global;      /* PyTypeObject or PyType_Spec */
    const struct procedure *built_in; /* its PyType_Spec is a variable there */
    const char *name;                 /* "spam.Foo", or the variable's name */
    struct loc loc;
    bool heap, ready; /* ready: made or prepared somewhere */
    bool is_module;   /* the state of a PyModuleDef */
    bool slots_known; /* every slot that is set is in `slots` */
    int64_t flags, basicsize;
    bool flags_unknown;
    sym base_name;
    struct type_fact *base; /* a type of the program */
    bool base_unknown;
    bool making_seen; /* heap types: the call, and what base it is given */
    int64_t dictoffset, weaklistoffset;
    struct slot_value slots[SLOT_COUNT];
    VEC(struct procedure *) methods; /* everything with self first */
    VEC(struct procedure *) setters; /* of those: may be called any time */
    VEC(const struct global *) members;
    VEC(struct attribute) attributes;
    const struct type *record; /* the instance's struct, or NULL */
    struct field_facts fields;
    VEC(struct node_fact) nodes;
    VEC(struct block_fact) blocks;
};

/* A field of a struct that is no object. */
struct plain_field {
    const struct type *record;
    uint64_t offset;
};

/* A store there, or a call that gets its address. */
struct plain_put {
    const struct procedure *proc;
    const struct op *op;
    struct plain_field field;
};

struct plain_puts {
    struct plain_put *v;
    size_t n, cap;
};

struct types {
    struct program *p;
    arena *keep;
    VEC(struct type_fact *) v;
    struct touches *touches; /* by procedure */
    struct traced *traced;   /* types_value.c */
    struct plain_puts puts;  /* types_plain.c */
    struct touched *touched; /* types_touched.c */
    record_list records;
    bool has_touched, has_puts;
};

/* types_plain.c */
struct plain_field types_plain_field(const struct func *f,
                                     const struct operand *address);
const struct plain_puts *types_plain_puts(struct types *t);

/* types_module.c */
void types_module_slots(struct types *t, struct type_fact *f);
void types_module_record(struct types *t, struct type_fact *f);

/* types_table.c */
struct slot_value types_slot_value(const struct types *t, const struct unit *u,
                                   const struct operand *o);
void types_collect(struct types *t);
struct type_fact *types_new(struct types *t, const struct unit *u,
                            const struct global *g);
/* Set a slot, or what else a type has, by its name. */
void types_set(struct types *t, const struct unit *u, struct type_fact *f,
               const char *name, const struct operand *stored);
struct type_fact *types_find(const struct types *t, const struct unit *u,
                             sym variable);
void types_set_slots(struct types *t, const struct unit *u,
                     struct type_fact *f, const struct global *slots);
void types_set_base(struct types *t, const struct unit *u, struct type_fact *f,
                    const struct operand *base);
/* types_code.c: what functions do to types, and the types that they build. */
void types_from_code(struct types *t);
/* The type that a specification in a variable of the function makes. */
struct type_fact *types_built_in(const struct types *t,
                                 const struct procedure *proc,
                                 uint32_t variable);
/* types_base.c */
/* Does a line of the model say so of argument `arg`? */
bool types_op_does(const struct types *t, const struct op *op, size_t arg,
                   enum verb verb);
/* The call makes the type, or is of a helper that does: its bases. */
void types_set_bases(struct types *t, const struct procedure *proc,
                     struct type_fact *f, const struct op *op);
bool type_has_gc(const struct type_fact *f);
/* The slot as the runtime will see it, inherited ones included. */
const struct slot_value *type_slot(const struct type_fact *f, enum slot_id id);

/* types_field.c */
void types_fields(struct types *t);
uint64_t touch_offset(const struct type_fact *type, const struct touch *t);
/* Where a touch of an instance's struct lands. */
bool touch_hits(const struct type_fact *type, const struct touch *t,
                const struct field_fact *field);
bool field_is_owned(const struct field_fact *f);
/* The fields with objects of a struct. */
void fields_flatten(arena *keep, struct field_facts *out,
                    const struct type *record);
/* Count what `t` does to those that it hits, at `offset`. */
void fields_count(struct field_facts *fields, const struct procedure *proc,
                  const struct touch *t, uint64_t offset);
void field_judge(const struct types *t, struct field_fact *f, bool made);

/* types_nodes.c */
void types_nodes(struct types *t, struct type_fact *f);

/* types_block.c */
/* A Py_buffer: what it holds goes with PyBuffer_Release(). */
bool type_is_view(const struct type *t);
/* To neither an object nor a function. */
bool type_is_block_pointer(const struct type *t);
void types_blocks(struct types *t);
void types_check_blocks(struct types *t, const struct engine_sink *sink);

/* types_family.c: blocks that go back to another allocator than the one that
 * they came from, in another function; instances made by a function that does
 * not fit their type. */
void types_families(struct types *t, const struct engine_sink *sink);
void types_makers(struct types *t, const struct engine_sink *sink);
/* The type that PyObject_GC_New() and the like are called for, or NULL. */
const struct type_fact *types_made_by(const struct types *t,
                                      const struct procedure *proc,
                                      const struct op *call);

/* types_track.c: for each PyObject_GC_Track() of a new instance and each
 * field that tp_traverse visits, whether it may be unset. */
typedef void track_sink(void *data, const struct type_fact *type,
                        const struct procedure *proc, const struct op *op,
                        const struct field_fact *field, bool unset);
void types_track(struct types *t, track_sink *tell, void *data);
/* The type of the instance that is tracked, when it was made in the same
 * function by PyObject_GC_New() of a type of the program. */
const struct type_fact *types_tracked_type(struct types *t, arena *scratch,
                                           const struct procedure *proc,
                                           const struct op *track);
/* types_static.c */
struct checking;
void types_static(struct checking *c);

/* types_twice.c */
void types_twice(struct types *t, const struct engine_sink *sink);
/* Instances that the collector is never told of; types that are never made
 * ready. */
void types_untracked(struct types *t, const struct engine_sink *sink);
bool types_is_abstract(const struct types *t, const struct type_fact *f);
void types_unready(struct types *t, const struct engine_sink *sink);

/* types_check.c */
struct checking {
    struct types *t;
    const struct engine_sink *sink;
    const struct type_fact *f;
    arena *scratch;
    enum trigger trigger;
};

void types_check(struct types *t, const struct engine_sink *sink);
/* At the op, or at the function, or at the type itself. */
void types_tell(struct checking *c, struct type_view v,
                const struct procedure *proc, const struct op *op,
                enum confidence confidence);
bool type_is_generated(const struct type_fact *f);
struct type_view types_field_view(enum aspect aspect, enum answer answer,
                                  const struct field_fact *f);
/* What the touch may do to the field, calls of other slots included. */
enum answer types_does_touch(struct checking *c, const struct touch *t,
                             enum touch_kind kind,
                             const struct field_fact *field, int depth);
/* The function of the program behind a TOUCH_OWN_SLOT, or NULL. */
struct procedure *types_own_slot(const struct type_fact *f,
                                 const struct touch *t);
enum answer types_does(struct checking *c, enum slot_id id,
                       enum touch_kind kind, const struct field_fact *field);

/* types_nodes.c */
void types_check_nodes(struct checking *c);
/* What the slot function, and what it calls, does to a field of nodes. */
enum answer types_node_does(struct checking *c, enum slot_id id,
                            enum touch_kind kind, const struct node_fact *node,
                            const struct field_fact *field);
/* tp_dealloc frees the nodes. */
enum answer types_frees_nodes(struct checking *c,
                              const struct node_fact *node);
bool types_owns_nodes(struct checking *c, const struct node_fact *node);
/* Not a queue that is empty again soon. */
bool types_nodes_last(struct checking *c, const struct node_fact *node);
/* types_node_blocks.c */
void types_check_node_blocks(struct checking *c);

/* types_placed.c: PyObject_Init() makes instances of blocks of the family. */
bool types_placed_in(const struct types *t, const struct type_fact *type,
                     const char *family);

bool types_at_least(const struct checking *c, int minor);
/* Is the field asked about at all; is what it holds given away again soon? */
bool types_judged(const struct field_fact *f);
bool types_passing(const struct field_fact *f);

/* types_collected.c */
/* No base, or bases of the program that have none. */
bool types_is_plain(const struct type_fact *f);
void types_collected(struct checking *c);

/* types_module.c */
void types_module_check(struct checking *c);
void types_module_state(struct checking *c); /* types_state.c */
bool types_module_has_phases(const struct type_fact *module);

/* types_graph.c */
/* The first field by which instances of `from` own ones of `to`, or NULL.
 */
const struct field_fact *types_edge(const struct type_fact *from,
                                    const struct type_fact *to);
/* The type of the program whose struct the field is declared as, or NULL.
 */
const struct type_fact *types_target(const struct types *t,
                                     const struct field_fact *field);
/* Python code can store any object in an instance, or in one that it owns. */
bool types_leads_out(const struct types *t, const struct type_fact *from,
                     int depth);
/* "a.A --b--> a.B --a--> a.A", or NULL when no declared way leads back. */
const char *types_cycle(arena *keep, const struct types *t,
                        const struct type_fact *from,
                        const struct field_fact *field);

/* types_show.c */
/* Python code that builds a cycle through the field, or NULL. */
const char *types_snippet(arena *keep, const struct types *t,
                          const struct type_fact *f,
                          const struct field_fact *field);
/* ... an instance that `proc` binds to itself. */
const char *types_snippet_bound(arena *keep, const struct types *t,
                                const struct type_fact *f,
                                const struct procedure *proc);

/* types_final.c */
void types_final(struct checking *c);

/* types_info.c */
void types_tell_all(struct types *t, const struct engine_sink *sink);

/* types_keep.c */
void types_keep(struct checking *c);
/* ... of the state of a module, whose functions may store in it. */
void types_keep_state(struct checking *c);

/* types_variable.c */
void types_variables(struct types *t, const struct engine_sink *sink);

/* types_empty.c */
void types_empty(struct checking *c);
/* tp_dealloc crashes where the field is NULL. */
bool types_wants_value(struct checking *c, const struct field_fact *field);

/* types_order.c */
void types_order(struct checking *c);
/* An op of tp_dealloc on some way that does not untrack the instance before:
 * one of these, or a risky release where `only` is NULL; or NULL. */
const struct op *types_tracked_at(struct checking *c, const struct op *only);

/* types_managed.c */
void types_managed(struct checking *c);

/* types_self.c */
void types_self(struct checking *c);

/* types_trash.c */
void types_trash(struct checking *c);

/* types_check.c */
bool types_frees_itself(struct checking *c, struct procedure *proc);
/* Does tp_dealloc release the field? */
enum answer types_releases(struct types *t, const struct type_fact *f,
                           const struct field_fact *field);
/* types.c: tell the sink about every type of the program. */
void types_run(struct program *p, const struct engine_sink *sink);

/* Where an object's type stands, whatever the Python version. */
#define OB_TYPE_OFFSET 8
/* Where a module's state is taken to stand in the module. */
#define STATE_OFFSET (UINT64_C(1) << 40)

#define TPFLAG_BASETYPE (INT64_C(1) << 10)
#define TPFLAG_HAVE_GC (INT64_C(1) << 14)
#define TPFLAG_IMMUTABLE (INT64_C(1) << 8)
#define TPFLAG_NO_INSTANTIATION (INT64_C(1) << 7)
#define TPFLAG_MANAGED_DICT (INT64_C(1) << 4)
#define TPFLAG_MANAGED_WEAKREF (INT64_C(1) << 3)

#endif

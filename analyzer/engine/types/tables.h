/* Private to the engine room: tables of functions that Python reads. */
#ifndef REFAUDIT_TABLES_H
#define REFAUDIT_TABLES_H

#include "explore.h"

/* tables.c: tell the sink about every row of every table. */
void tables_run(struct program *p, const struct engine_sink *sink);

/* What was found of the row of the table to which initialiser `at` belongs. */
void tables_tell(const struct engine_sink *sink, arena *scratch,
                 const struct unit *u, const struct global *g,
                 struct table_view v, size_t at, enum confidence confidence);

/* table_compare.c: no way through this tp_richcompare gives
 * Py_NotImplemented. */
bool table_never_declines(struct program *p, const struct procedure *proc);

/* table_members.c: rows of PyMemberDef against the struct. */
struct types;
void members_check(const struct types *t, const struct engine_sink *sink);

/* entry.c: the slot in which the value of this initialiser stands, such as
 * "METH_O" or "tp_dealloc"; NULL: none that Python knows. */
const char *entry_slot(struct program *p, const struct unit *u,
                       const struct global *g, const struct init *i);
/* The initialiser of another field of the same struct, or NULL. */
const struct init *entry_sibling(const struct global *g, const struct init *i,
                                 const char *field);

/* slot_types.c: one letter for the result, one for each argument; NULL:
 * not a slot for functions. */
const char *slot_types(const char *slot);
const char *slot_type_name(char code);
bool slot_type_passes(char code, const struct type *t);
bool slot_type_returns(char code, const struct type *t);

#endif

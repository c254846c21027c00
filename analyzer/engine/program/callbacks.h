/* Private to the engine room: functions that a library or a new thread calls
 * where no thread state is attached.
 */
#ifndef REFAUDIT_CALLBACKS_H
#define REFAUDIT_CALLBACKS_H

#include "explore.h"

/* Names of functions that are called in a region without the GIL. */
struct callers {
    arena *scratch;
    VEC(sym) detached;
};

/* The function that the operand names, also behind casts, or NULL. */
sym callback_named(const struct func *f, const struct operand *o);
/* Of a parameter or field marked `runs.KIND` that `registrar` has. */
bool callback_runs_detached(const struct callers *c, sym kind, sym registrar);
/* It runs where no thread state is attached. */
void callback_mark(struct procedure *to, sym registrar, bool guessed);
/* handed_on.c: a call of a function of the program, with others of them as
 * arguments; `detached`: in a region without the GIL. */
void callback_follow(struct program *p, const struct callers *c,
                     const struct procedure *from, const struct op *op,
                     bool detached);
/* callback_fields.c */
void callback_fields(struct program *p, const struct callers *c);
/* called_back.c */
void program_called_back(struct program *p);
/* Does the function of a library, while it runs, call what the program has
 * handed to the library, or may threads of the program? */
bool library_calls_back(const struct program *p, sym callee);
/* The two names are of one library. */
bool is_same_family(const char *a, const char *b);

#endif

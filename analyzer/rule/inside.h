/* Shared inside the room: positions, causes, expressions, prose, prints. */
#ifndef REFAUDIT_RULE_INSIDE_H
#define REFAUDIT_RULE_INSIDE_H

#include "rule.h"

/* ---- positions ---------------------------------------------------------- */

struct place op_place(const struct unit *u, const struct op *op);

/* ---- causes ---- */

/* Why the event happens on this path. */
struct reason {
    const struct step *call;   /* its outcome decided; NULL: no call did */
    const struct step *branch; /* the condition that led here, or NULL */
};

struct reason cause_find(const struct step *steps, size_t n,
                         const struct event *e);
/* The op to blame: the call, else the branch, else the op of the event. */
const struct op *cause_op(const struct reason *c, const struct event *e);
/* The block into which the deciding branch went, or NO_BLOCK: the two
 * halves of `if (a || b)` share it. */
uint32_t cause_block(const struct reason *c);
/* The step at which the exception that e finds set came up, or NULL. */
const struct step *cause_of_exception(const struct step *steps, size_t n);
/* The step took an outcome that its contract calls a failure. */
bool step_fails(const struct step *s);
/* Its contract has no other outcome: the function is there to raise. */
bool step_only_fails(const struct step *s);

/* ---- expressions ---- */

/* Adds the operand as a reader would write it; false when it cannot be said
 * in short, with `out` then unchanged. */
bool expr_operand(struct text *out, const struct func *f, const struct op *at,
                  const struct operand *o);
/* The condition of a BRANCH as it was found: "n < 0", "list != NULL". */
bool expr_condition(struct text *out, const struct func *f,
                    const struct op *branch, bool taken);

/* ---- prose ---- */

/* The path as people read it. */
const struct finding_step *prose_steps(arena *keep, const struct rule *rule,
                                       const struct event *e,
                                       const struct step *steps, size_t n,
                                       const struct reason *cause,
                                       size_t *n_out);
/* What Python code the call runs: "a.__str__()", or false. */
bool prose_python_effect(struct text *out, const struct step *s);

/* ---- fingerprints ---- */

#endif

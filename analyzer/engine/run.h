/* Private to the engine room: running one function, one cycle. */
#ifndef REFAUDIT_RUN_H
#define REFAUDIT_RUN_H

#include "explore.h"

struct run {
    struct program *p;
    const struct engine_sink *sink;
    unsigned max_states;
    const char *known; /* known_program(), NULL: nothing is recalled */
};

/* Explore one function; with a sink events are told. */
struct engine_result run_one(const struct run *r, struct procedure *proc,
                             const struct engine_sink *sink);

/* settle.c: summaries of a cycle that fit each other. */
void settle(const struct run *r, const struct component *c);

/* What callers get to see of a function, as bytes in keep. */
void procedure_wire(struct wire *w, struct program *p, struct procedure *proc);

/* known.c: answers about the whole program, as a hash. */
const char *known_program(struct program *p);
const char *known_key(const struct run *r, const struct component *c,
                      arena *keep);
/* Room for a result per function. */
bool known_recall(const struct run *r, const struct component *c,
                  const char *key, struct engine_result *results);
void known_remember(const struct run *r, const struct component *c,
                    const char *key, struct engine_result *results);
/* No more changes: callers may ask what they see. */
void known_finish(const struct run *r, const struct component *c);

/* left_out.c: variables that callers leave alone after a failure. */
void left_out_learn(struct program *p);
/* passed_on.c: helpers whose failures all callers hand on. */
void passed_on_learn(struct program *p);
/* handed_out.c: helpers whose result goes to Python as it is, or is released
   by some caller. */
void handed_out_learn(struct program *p);
/* told_apart.c: helpers whose result callers compare with what they passed. */
void told_apart_learn(struct program *p);
/* released_by_all.c: the function releases the result of that call on every
   way on which there is one. */
bool released_by_all(const struct program *p, const struct func *f,
                     uint32_t block, size_t at);

#endif

/* Private to the collector: what it has in hand. */
#ifndef REFAUDIT_COLLECTOR_H
#define REFAUDIT_COLLECTOR_H

#include "inside.h"

/* All members are set and interned in collector->names, so that a key
 * compares by value across units. */
struct key {
    const struct rule *rule;
    sym file, func; /* of the function */
    sym name;       /* of a subject without origin in the code, else NULL */
    uint32_t line;  /* of the function */
    uint32_t event; /* drafts: kind of event */
    uint32_t part;  /* drafts: of the things that one call made */
    struct position at;
};

/* In key.event: filed by the op at fault instead of the origin. */
#define END_KEY 0x100u
#define NO_DRAFT SIZE_MAX

struct map {
    uint32_t *v; /* index of the key, from 1; 0 is empty */
    size_t cap;
    VEC(struct key) keys;
};

struct exit_point {
    struct place place;
    struct position at;
};

struct draft {
    struct key key; /* of the first event */
    struct finding finding;
    VEC(struct exit_point) exits;
    struct position after; /* op that released or gave away the subject */
    size_t length;         /* of the witness */
    bool absent;           /* the subject is NULL */
    bool dropped;          /* follows from another draft */
};

struct site {
    sym file;
    enum verdict worst;
};

struct collector {
    arena *keep;
    symtab *names;
    const struct program *program;
    struct map draft_map, site_map;
    VEC(size_t) draft_index; /* by index of the key in draft_map */
    VEC(struct draft) drafts;
    VEC(struct site) sites;
    /* keep.c: how much there was when the component began, and whether its
       events changed some of that. */
    struct {
        size_t drafts, draft_keys, sites;
    } mark;
    bool touched;
};

/* Index of the key; *added says whether it is new. */
size_t map_index(arena *keep, struct map *m, const struct key *k, bool *added);
/* Is there such a key? */
bool map_has(const struct map *m, const struct key *k);

#endif

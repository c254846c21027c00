/* Initialiser lists, flattened: which expression initialises which scalar.
 *
 * Knows designators, nested and elided braces, string literals for arrays.
 */
#ifndef REFAUDIT_FRONT_INIT_H
#define REFAUDIT_FRONT_INIT_H

#include "build.h"

struct init_place {
    const struct init_step *path;
    const uint64_t *offsets;         /* of each step, in what is around it */
    const struct type *const *types; /* of each step */
    size_t n_path;
    CXType type;
};

struct init_walk {
    struct build *b;
    void *data;
    /* One scalar, or an array from a string literal, or a struct from an
     * expression of its type. */
    void (*leaf)(struct init_walk *w, const struct init_place *at,
                 CXCursor value);
    const char *problem; /* not NULL: a list that we do not understand */
    struct map fields;   /* QualType -> struct init_fields */
    VEC(struct init_step) path;
    VEC(uint64_t) offsets;
    VEC(const struct type *) types;
};

void init_walk_list(struct init_walk *w, CXType type, CXCursor list);
/* A string literal that fills an array of characters. */
bool init_is_string(struct build *b, CXType type, CXCursor value);

#endif

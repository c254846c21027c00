/* Both directions with one description, so that they cannot differ: each
 * function writes what it is pointed to, or reads into it.
 */
#ifndef REFAUDIT_WIRE_H
#define REFAUDIT_WIRE_H

#include "base.h"

struct wire {
    struct text out; /* writing */
    const char *in;  /* reading, when not NULL */
    size_t n, at;
    arena *keep; /* what was read lives there */
    bool bad;    /* the bytes were not what they should be */
};

void wire_bytes(struct wire *w, void *bytes, size_t n);
void wire_u32(struct wire *w, uint32_t *v);
void wire_i64(struct wire *w, int64_t *v);
void wire_bool(struct wire *w, bool *v);
void wire_size(struct wire *w, size_t *v);
void wire_str(struct wire *w, const char **s); /* NULL stays NULL */
/* The same, read into a symbol of syms. */
void wire_sym(struct wire *w, symtab *syms, sym *s);

/* An enum or an int.  What is written may be constant. */
#define WIRE_INT(w, member)                                                   \
    do {                                                                      \
        uint32_t number_ = (uint32_t)(member);                                \
        wire_u32((w), &number_);                                              \
        if ((w)->in != NULL)                                                  \
            (member) = (__typeof__(member))number_;                           \
    } while (0)

/* An array of T and its length, each element through each(p, T *), where p
   has the wire as p->w. */
#define WIRE_EACH(p, T, array, count, each)                                   \
    do {                                                                      \
        wire_size((p)->w, &(count));                                          \
        if ((p)->w->in != NULL)                                               \
            (array) = ARENA_ARRAY((p)->w->keep, T, (count));                  \
        for (size_t i_ = 0; i_ < (count); i_++)                               \
            each((p), (T *)&(array)[i_]);                                     \
    } while (0)

/* The same for a wire itself. */
#define WIRE_ARRAY(wire, T, array, count, each)                               \
    do {                                                                      \
        wire_size((wire), &(count));                                          \
        if ((wire)->in != NULL)                                               \
            (array) = ARENA_ARRAY((wire)->keep, T, (count));                  \
        for (size_t i_ = 0; i_ < (count); i_++)                               \
            each((wire), (T *)&(array)[i_]);                                  \
    } while (0)

#endif

/* The ground floor: arenas, interned strings, growable arrays, die().
 *
 * Knows nothing of C or of Python.  Every other room stands on this one.
 *
 * Ownership: whatever an `arena *` parameter named `keep` produced lives
 * until that arena is freed or reset.  Out of memory ends the process
 * through die(): a worker process dies and its parent reports the unit.
 */
#ifndef REFAUDIT_BASE_H
#define REFAUDIT_BASE_H

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* ---- the end of the line ---------------------------------------------- */

/* Exit codes of the program; the whole list, users gate on them. */
enum exit_code {
    EXIT_CLEAN = 0,         /* nothing at or above the gate */
    EXIT_FINDINGS = 1,      /* findings at the gate */
    EXIT_USAGE = 2,         /* bad usage or configuration */
    EXIT_INCOMPLETE = 3,    /* something was not analysed */
    EXIT_INTERNAL = 4,      /* our own error */
    EXIT_INTERRUPTED = 130, /* Ctrl-C; what was done is kept */
};

/* Print "refaudit: " and the message on stderr, exit EXIT_INTERNAL. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* ---- arena ------------------------------------------------------------ */

typedef struct arena arena;

arena *arena_new(void);
void arena_free(arena *a); /* NULL is allowed */
void arena_reset(arena *a);

/* Zeroed memory, aligned for any type; size 0 gives a unique pointer. */
void *arena_alloc(arena *keep, size_t size);
/* The same, for who writes all of it: what lies there is anything. */
void *arena_room(arena *keep, size_t size);
void *arena_copy(arena *keep, const void *data, size_t size);
char *arena_strndup(arena *keep, const char *s, size_t n);
char *arena_strdup(arena *keep, const char *s);
char *arena_printf(arena *keep, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(arena *keep, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

#define ARENA_NEW(keep, T) ((T *)arena_alloc((keep), sizeof(T)))
#define ARENA_ARRAY(keep, T, n) ((T *)arena_alloc((keep), sizeof(T) * (n)))

/* ---- growable arrays in an arena --------------------------------------
 *
 *     VEC(struct op) ops = {0};
 *     VEC_PUSH(keep, &ops, one);        copies `one`
 *     for (size_t i = 0; i < ops.n; i++) use(&ops.v[i]);
 *
 * Growth moves the elements: do not keep pointers to them while pushing.
 */
#define VEC(T)                                                                \
    struct {                                                                  \
        T *v;                                                                 \
        size_t n, cap;                                                        \
    }

void *vec_grow(arena *keep, void *v, size_t n, size_t *cap, size_t size);

#define VEC_PUSH(keep, vec, item)                                             \
    do {                                                                      \
        if ((vec)->n == (vec)->cap)                                           \
            (vec)->v = vec_grow((keep), (vec)->v, (vec)->n, &(vec)->cap,      \
                                sizeof *(vec)->v);                            \
        (vec)->v[(vec)->n++] = (item);                                        \
    } while (0)

/* ---- interned strings -------------------------------------------------- */

/* Equal strings of one symtab are the same pointer: `==` is equality. */
typedef const char *sym;
typedef struct symtab symtab;

symtab *symtab_new(arena *keep);
sym sym_intern(symtab *t, const char *s);
sym sym_intern_n(symtab *t, const char *s, size_t n);
/* The symbol if it was interned before, else NULL; never adds. */
sym sym_find(const symtab *t, const char *s);

/* ---- text --------------------------------------------------------------- */

/* A string under construction; .s is always NUL-terminated once written. */
struct text {
    arena *keep;
    char *s;
    size_t n, cap;
};

void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_printf(struct text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *text_str(struct text *t); /* "" when nothing was written */

bool str_starts(const char *s, const char *prefix);
/* words: ended by NULL; s may be NULL, which is none of them. */
bool str_is_one_of(const char *s, const char *const *words);
bool str_ends(const char *s, const char *suffix);
/* What a path is in: "." without a '/', and "/" is in itself. */
const char *str_directory(arena *keep, const char *path);

/* Whole file as NUL-terminated text, length in *n; NULL with errno set. */
char *file_read(arena *keep, const char *path, size_t *n);

/* XXH3-128 of the bytes as 32 lower-case hex digits. */
const char *hash_hex(arena *keep, const void *data, size_t n);

#endif

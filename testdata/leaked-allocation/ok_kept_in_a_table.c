/* Whether the table has taken the block is told by the iterator that is
 * returned by value. */
#include <Python.h>
#include <stdbool.h>

struct table {
    size_t n, room;
    void **items;
};

struct place {
    void **item;
    void **end;
};

static bool
table_grows(struct table *t)
{
    size_t room = t->room * 2 + 8;
    void **items = realloc(t->items, room * sizeof *items);
    if (items == NULL)
        return false;
    t->items = items;
    t->room = room;
    return true;
}

static inline struct place
table_end(void)
{
    struct place p = {NULL, NULL};
    return p;
}

static inline bool
is_end(struct place p)
{
    return p.item == p.end;
}

static inline struct place
table_insert(struct table *t, void *item)
{
    if (t->n == t->room && !table_grows(t))
        return table_end();
    t->items[t->n++] = item;
    struct place p = {t->items + t->n - 1, t->items + t->room};
    return p;
}

bool
note(struct table *t, const char *name)
{
    char *copy = strdup(name);
    if (copy == NULL) {
        PyErr_NoMemory();
        return false;
    }
    if (is_end(table_insert(t, copy))) {
        free(copy);
        PyErr_NoMemory();
        return false;
    }
    return true;
}

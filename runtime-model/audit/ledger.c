/* References in and out: what each watched object's count consists of.
 *
 * A reference is explained when another watched object shows it through its
 * tp_traverse.  What is left over belongs to the caller, to an object that
 * shows nothing, or to nobody.  Objects that hide their references are made
 * to give them up by being destroyed as soon as nobody holds them.
 */
#include "audit.h"

#define BIG_DICT 48
#define MANY 100

/* Direct access: the functions that read and write a count differ from
 * version to version, the field does not. */
static Py_ssize_t
count_get(const PyObject *o)
{
    return o->ob_refcnt;
}

static void
count_add(PyObject *o, Py_ssize_t n)
{
    o->ob_refcnt = o->ob_refcnt + n;
}

static bool
is_immortal(const PyObject *o)
{
    return (int32_t)count_get(o) < 0 || count_get(o) > INT32_MAX / 2 ||
           o == Py_None || o == Py_True || o == Py_False || o == Py_Ellipsis;
}

Py_ssize_t
ledger_references(const struct entry *e)
{
    return count_get(e->object) - (e->pinned ? LEDGER_PIN : 0);
}

/* Where the object's entry is, or would be. */
static uint16_t *
find_slot(struct ledger *l, const PyObject *o)
{
    size_t at = (size_t)((uintptr_t)o >> 4) * 40503 % LEDGER_SLOTS;
    for (;; at = (at + 1) % LEDGER_SLOTS) {
        uint16_t number = l->slots[at];
        if (number == 0)
            return &l->slots[at];
        const struct entry *e = &l->entries[number - 1];
        if (e->object == o && !e->dead)
            return &l->slots[at];
    }
}

struct entry *
ledger_find(struct ledger *l, const PyObject *o)
{
    uint16_t number = *find_slot(l, o);
    return number == 0 ? NULL : &l->entries[number - 1];
}

struct entry *
ledger_add(struct ledger *l, PyObject *o, bool pin)
{
    struct entry *e = ledger_find(l, o);
    if (e != NULL || l->n == LEDGER_MOST)
        return e;
    uint16_t *slot = find_slot(l, o);
    e = &l->entries[l->n++];
    *slot = (uint16_t)l->n;
    *e = (struct entry){.object = o, .immortal = is_immortal(o)};
    e->pinned = pin && !e->immortal;
    if (e->pinned)
        count_add(o, LEDGER_PIN);
    else if (!e->immortal)
        e->serial = heap_serial_of(o);
    return e;
}

/* ---- what an object refers to ------------------------------------------ */

/* Types, modules and large dicts lead everywhere, unless they are what the
 * call is about. */
static bool
is_entered(const struct entry *e)
{
    PyObject *o = e->object;
    if (e->dead || e->opaque || e->lasting || !PyObject_IS_GC(o) ||
        Py_TYPE(o)->tp_traverse == NULL)
        return false;
    if (PyType_Check(o) || PyModule_Check(o))
        return e->whole;
    /* What it leads to was there before, unseen. */
    if (PyContext_CheckExact(o))
        return false;
    return !PyDict_Check(o) || PyDict_GET_SIZE(o) <= BIG_DICT;
}

static void
entry_traverse(const struct entry *e, visitproc visit, void *arg)
{
    if (is_entered(e))
        Py_TYPE(e->object)->tp_traverse(e->object, visit, arg);
}

static int
visit_add(PyObject *o, void *data)
{
    struct ledger *l = data;
    if (l->n < LEDGER_REACHED)
        ledger_add(l, o, true);
    return 0;
}

void
ledger_close(struct ledger *l, size_t first)
{
    for (size_t i = first; i < l->n; i++)
        entry_traverse(&l->entries[i], visit_add, l);
}

static int
visit_count(PyObject *o, void *ledger)
{
    struct entry *e = ledger_find(ledger, o);
    if (e != NULL)
        e->visits++;
    return 0;
}

static void
count_visits(struct ledger *l)
{
    for (size_t i = 0; i < l->n; i++)
        l->entries[i].visits = 0;
    for (size_t i = 0; i < l->n; i++)
        entry_traverse(&l->entries[i], visit_count, l);
}

/* ---- around the call --------------------------------------------------- */

void
ledger_before(struct ledger *l)
{
    count_visits(l);
    for (size_t i = 0; i < l->n; i++) {
        struct entry *e = &l->entries[i];
        e->before = true;
        e->owed = e->owned;
        e->count = ledger_references(e);
        e->shared = !e->lasting && e->count > MANY;
        e->base = e->count - e->visits - e->owned;
    }
}

/* What was not pinned may be gone: its memory, or only its last reference. */
static bool
is_gone(const struct entry *e)
{
    if (e->pinned || e->immortal || e->lasting)
        return false;
    return heap_serial_of(e->object) != e->serial || count_get(e->object) == 0;
}

void
ledger_after(struct ledger *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct entry *e = &l->entries[i];
        if (is_gone(e)) {
            e->dead = true;
            e->kept = e->net = -1;
        }
        else
            e->kept = ledger_references(e) - e->count;
    }
}

/* ---- taking apart ------------------------------------------------------ */

static bool
is_holder(const PyObject *o)
{
    return !PyLong_CheckExact(o) && !PyFloat_CheckExact(o) &&
           !PyUnicode_CheckExact(o) && !PyBytes_CheckExact(o) &&
           !PyComplex_CheckExact(o) && !PyType_Check(o);
}

static void
entry_destroy(struct entry *e, Py_ssize_t left)
{
    PyObject *o = e->object;
    e->net = left - e->base;
    e->dead = true;
    count_add(o, 1 - count_get(o));
    Py_DECREF(o);
}

void
ledger_drop(struct entry *e)
{
    if (e->dead || e->immortal)
        return;
    e->owed--;
    if (!e->pinned && count_get(e->object) == 1)
        entry_destroy(e, 0);
    else
        count_add(e->object, -1);
}

static bool
is_forsaken(const struct entry *e)
{
    return e->pinned && !e->dead && !e->result && !e->lasting &&
           e->owed <= 0 && ledger_references(e) <= 0 && e->visits == 0 &&
           is_holder(e->object);
}

void
ledger_settle(struct ledger *l)
{
    for (bool changed = true; changed;) {
        changed = false;
        count_visits(l);
        for (size_t i = 0; i < l->n && !changed; i++)
            if (is_forsaken(&l->entries[i])) {
                entry_destroy(&l->entries[i],
                              ledger_references(&l->entries[i]));
                changed = true;
            }
    }
}

Py_ssize_t
ledger_surplus(struct ledger *l, struct entry *e)
{
    if (e->dead)
        return e->net;
    count_visits(l);
    return ledger_references(e) - e->visits - e->base;
}

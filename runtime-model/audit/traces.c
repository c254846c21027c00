/* What a call leaves of its arguments: addresses that it keeps, references
 * that a container has lost, blocks that are gone. */
#include "experiment.h"

#include <link.h>
#include <string.h>

/* ---- addresses --------------------------------------------------------- */

static size_t
count_word(const void *start, size_t size, const void *word)
{
    size_t n = 0;
    const char *p = start;
    for (size_t i = 0; i + sizeof word <= size; i += sizeof word)
        n += memcmp(p + i, &word, sizeof word) == 0;
    return n;
}

struct search {
    const void *word;
    size_t n;
};

/* The writable data of the interpreter. */
static int
search_library(struct dl_phdr_info *info, size_t size, void *data)
{
    struct search *s = data;
    (void)size;
    if (info->dlpi_name[0] != '\0' &&
        strstr(info->dlpi_name, "libpython") == NULL)
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        /* Pages that are read-only after relocation hold no addresses of
         * ours, but may be read. */
        if (h->p_type == PT_LOAD && (h->p_flags & PF_W) != 0)
            s->n += count_word((const void *)(info->dlpi_addr + h->p_vaddr),
                               h->p_memsz, s->word);
    }
    return 0;
}

static size_t
places_of(const void *word)
{
    struct search search = {word, heap_count_word(word)};
    dl_iterate_phdr(search_library, &search);
    return search.n;
}

static bool
is_address(const struct arg *a)
{
    return a->kind == ARG_POINTER || a->kind == ARG_BYTES ||
           a->kind == ARG_WIDE || a->kind == ARG_OUT;
}

/* ---- what containers refer to ------------------------------------------ */

static int
visit_direct(PyObject *o, void *data)
{
    struct arg *a = data;
    if (a->n_direct < MOST_DIRECT)
        a->direct[a->n_direct++] = o;
    return 0;
}

static void
list_direct(struct arg *a)
{
    PyObject *o = a->object;
    if (o == NULL || !PyObject_IS_GC(o) || Py_TYPE(o)->tp_traverse == NULL ||
        PyType_Check(o) || PyModule_Check(o) || a->kind != ARG_OBJECT)
        return;
    a->direct = PyMem_RawCalloc(MOST_DIRECT, sizeof(PyObject *));
    if (a->direct != NULL)
        Py_TYPE(o)->tp_traverse(o, visit_direct, a);
}

struct lookout {
    PyObject *wanted;
    bool found;
};

static int
visit_wanted(PyObject *o, void *data)
{
    struct lookout *l = data;
    l->found = l->found || o == l->wanted;
    return 0;
}

static bool
has_lost(const struct arg *a)
{
    for (size_t i = 0; i < a->n_direct; i++) {
        struct lookout l = {a->direct[i], false};
        Py_TYPE(a->object)->tp_traverse(a->object, visit_wanted, &l);
        if (!l.found)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------ */

void
traces_before(struct experiment *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct arg *a = &x->args[i];
        if (x->kept && is_address(a))
            a->places_before = places_of(x->words[i].p);
        if (a->kind == ARG_POINTER)
            a->block = heap_serial_at(x->words[i].p);
        list_direct(a);
    }
}

void
traces_after(struct experiment *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct arg *a = &x->args[i];
        if (x->kept && is_address(a))
            a->places_after = places_of(x->words[i].p);
        a->seen = a->view;
        if (a->direct == NULL)
            continue;
        struct entry *e = ledger_find(&x->ledger, a->object);
        a->lost = e != NULL && !e->dead && e->pinned && has_lost(a);
    }
}

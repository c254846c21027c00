/* What the calls of the API in a call of the user look for by name: attributes
 * and keys that Python code could take away or set to something else.  The
 * unharmed call writes them down, and calls with other things read them. */
#include "rt.h"

#define MOST_ASKED 12
#define LONGEST_NAME 64
#define MOST_KEYWORDS 10

static struct {
    char keywords[MOST_KEYWORDS][LONGEST_NAME]; /* that a parser takes */
    unsigned n_keywords;
    char wanted[MOST_ASKED][LONGEST_NAME]; /* of an object() */
    unsigned n_wanted;
    unsigned n;
    struct {
        struct object *of; /* NULL: whatever has something of that name */
        char name[LONGEST_NAME];
    } v[MOST_ASKED];
} *asked; /* shared */

/* Where a function finds the object and the name. */
static const struct {
    const char *api;
    enum asks asks;
} askers[] = {
    {"PyObject_GetAttr", ASKS_OBJECT},
    {"PyObject_GetAttrString", ASKS_TEXT},
    {"PyObject_HasAttr", ASKS_OBJECT},
    {"PyObject_HasAttrString", ASKS_TEXT},
    {"_PyObject_LookupAttr", ASKS_OBJECT},
    {"PyObject_GetOptionalAttr", ASKS_OBJECT},
    {"PyObject_GetOptionalAttrString", ASKS_TEXT},
    {"PyObject_CallMethod", ASKS_TEXT},
    {"_PyObject_CallMethod_SizeT", ASKS_TEXT},
    {"PyObject_CallMethodObjArgs", ASKS_OBJECT},
    {"PyObject_VectorcallMethod", ASKS_SWAPPED},
    {"PyDict_GetItem", ASKS_KEY},
    {"PyDict_GetItemWithError", ASKS_KEY},
    {"PyDict_GetItemRef", ASKS_KEY},
    {"PyDict_Contains", ASKS_KEY},
    {"PyObject_GetItem", ASKS_KEY},
    {"PyDict_GetItemString", ASKS_KEY_TEXT},
    {"PyDict_GetItemStringRef", ASKS_KEY_TEXT},
    {"PyMapping_GetItemString", ASKS_KEY_TEXT},
};

enum asks
asks_of(const char *api)
{
    for (size_t i = 0; i < sizeof askers / sizeof *askers; i++) {
        if (strcmp(askers[i].api, api) == 0)
            return askers[i].asks;
    }
    return ASKS_NOT;
}

void
asked_begin(void)
{
    asked = shared_map(sizeof *asked);
}

void
asked_forget(void)
{
    asked->n = 0;
    asked->n_keywords = asked->n_wanted = 0;
}

static void
note(struct object *of, const char *name)
{
    unsigned n = asked->n;
    if (name == NULL || strlen(name) >= LONGEST_NAME || n >= MOST_ASKED)
        return;
    for (unsigned i = 0; i < n; i++) {
        if (asked->v[i].of == of && strcmp(asked->v[i].name, name) == 0)
            return;
    }
    asked->v[n].of = of;
    strcpy(asked->v[n].name, name);
    asked->n = n + 1;
}

static void
wanted_note(const char *name)
{
    unsigned n = asked->n_wanted;
    if (name == NULL || strlen(name) >= LONGEST_NAME || n >= MOST_ASKED)
        return;
    for (unsigned i = 0; i < n; i++) {
        if (strcmp(asked->wanted[i], name) == 0)
            return;
    }
    strcpy(asked->wanted[n], name);
    asked->n_wanted = n + 1;
}

const char *
wanted_name(unsigned i)
{
    return i < asked->n_wanted ? asked->wanted[i] : NULL;
}

static const char *
text_in(uint64_t word)
{
    struct object *o = (struct object *)word;
    if (o == NULL || !object_valid(o) || o->type != py.plain[3])
        return NULL;
    const char *name = py.PyUnicode_AsUTF8(o);
    if (name == NULL)
        py.PyErr_Clear();
    return name;
}

/* What the call itself has made nobody else can change: there only the name
 * counts.  A call that is made with an exception set is left alone. */
void
asked_note(const struct api *api, const struct frame *f)
{
    uint64_t of = f->rdi;
    const char *name = NULL;
    struct thread *t = thread_self();
    if (thread_stateless() != NULL || py.PyErr_Occurred() != NULL)
        return;
    t->busy++;
    switch (api->asks) {
    case ASKS_NOT:
        break;
    case ASKS_OBJECT:
    case ASKS_KEY:
        name = text_in(f->rsi);
        break;
    case ASKS_TEXT:
    case ASKS_KEY_TEXT:
        name = (const char *)f->rsi;
        break;
    case ASKS_SWAPPED:
        name = text_in(f->rdi);
        of = *(const uint64_t *)f->rsi;
        break;
    }
    bool key = api->asks == ASKS_KEY || api->asks == ASKS_KEY_TEXT;
    if (!trial_usual(x.trial) && !key)
        wanted_note(name);
    else if (trial_usual(x.trial))
        note(key || arena_contains(of) ? NULL : (struct object *)of, name);
    t->busy--;
}

const char *
asked_name(unsigned i, struct object **of)
{
    if (i >= asked->n)
        return NULL;
    *of = asked->v[i].of;
    return asked->v[i].name;
}

static bool
text_readable(const char *text)
{
    return memory_readable((const void *)((uintptr_t)text & ~(uintptr_t)7));
}

/* The list may be on a stack. */
void
named_note(const char *const *list)
{
    if (asked->n_keywords > 0)
        return;
    for (unsigned i = 0; i < MOST_KEYWORDS && memory_readable(&list[i]) &&
                         list[i] != NULL && text_readable(list[i]);
         i++) {
        snprintf(asked->keywords[i], LONGEST_NAME, "%s", list[i]);
        asked->n_keywords = i + 1;
    }
}

const char *
named_name(unsigned i)
{
    return i < asked->n_keywords ? asked->keywords[i] : NULL;
}

/* Calls of the user with one thing exchanged for what Python code could pass
 * as well: an argument, something that hangs on one, or the way of the whole
 * call.  What then fails in the extension fails really.  What stands for what
 * is written in _refaudit_hostile.py. */
#include "rt.h"

#include <stdlib.h>

#define MOST_ARGS 64

/* As the driver counts them (trials.h). */
enum {
    KINDS = 29,
    WHOLE = 1000,
    PLACES = 2000,
    PLACE_KINDS = 6,
    ASKED = 3000,
    NAMED = 4000,
    NAMED_KINDS = 4,
    OFFERED = 5000,
    OFFERED_KINDS = 2,
    OFFERED_NAMES = 12,
};

enum whole {
    WHOLE_KEYWORD,
    WHOLE_MORE,
    WHOLE_MORE_NUMBERS,
    WHOLE_FEWER,
    WHOLE_WARNINGS,
    WHOLE_DEEP, /* and up: levels that are left */
    WHOLE_RENAMED = WHOLE_DEEP + 3,
};

/* Of the call at hand: what there is not.  Children tell their parent. */
#define MOST_POSITIONS 8

struct nothing {
    unsigned argument, place, asked, named, offered; /* from that one on */
    unsigned question[MOST_POSITIONS]; /* kinds from that one on */
    unsigned lie[MOST_POSITIONS];
};

static struct nothing *nothing; /* shared */
static struct object *hostile;
static struct object *offer; /* stands for the argument, or NULL */
static bool asks;            /* each call begins to count anew */
static unsigned deep;

void
vary_begin(void)
{
    nothing = shared_map(sizeof *nothing);
    asked_begin();
    hostile = py.PyImport_ImportModule("_refaudit_hostile");
    py.PyErr_Clear();
}

/* Steals `args`; NULL also for NotImplemented and False. */
struct object *
hostile_call(const char *name, struct object *args)
{
    struct object *f = NULL, *r = NULL;
    if (hostile != NULL && args != NULL)
        f = py.PyObject_GetAttrString(hostile, name);
    if (f != NULL)
        r = py.PyObject_CallObject(f, args);
    py.PyErr_Clear();
    py.Py_DecRef(f);
    py.Py_DecRef(args);
    if (r == NULL || r == py.NotImplemented || r == py.False || r == py.None) {
        py.Py_DecRef(r);
        return NULL;
    }
    return r;
}

void
vary_again(void)
{
    if (asks)
        py.Py_DecRef(hostile_call("again", py.PyTuple_New(0)));
}

/* ---- what is known to be in vain ---------------------------------------- */

enum { FIRST_QUESTION = 9, FIRST_LIE = 14, LAST_LIE = 16 };

void
vary_here(void)
{
    memset(nothing, 0xff, sizeof *nothing);
    asked_forget();
}

static unsigned *
asked(unsigned number)
{
    unsigned position = number / KINDS, kind = number % KINDS;
    if (number >= WHOLE || position >= MOST_POSITIONS ||
        kind < FIRST_QUESTION || kind > LAST_LIE)
        return NULL;
    return kind < FIRST_LIE ? &nothing->question[position]
                            : &nothing->lie[position];
}

/* The call is made with object(), which has nothing that it may want. */
bool
vary_bare(unsigned number)
{
    enum { BARE = 6 };
    return number < WHOLE && number % KINDS == BARE;
}

static bool
offered_vain(unsigned which)
{
    return which % OFFERED_NAMES >= nothing->offered ||
           which / OFFERED_NAMES >= nothing->argument;
}

bool
vary_vain(unsigned number)
{
    const unsigned *n = asked(number);
    if (number >= OFFERED)
        return offered_vain((number - OFFERED) / OFFERED_KINDS);
    if (number >= NAMED)
        return (number - NAMED) / NAMED_KINDS >= nothing->named;
    if (number >= ASKED)
        return (number - ASKED) / PLACE_KINDS >= nothing->asked;
    if (number >= PLACES)
        return (number - PLACES) / PLACE_KINDS >= nothing->place;
    return number < WHOLE && (number / KINDS >= nothing->argument ||
                              (n != NULL && number % KINDS >= *n));
}

/* Nobody asks the questions that the trial is about. */
bool
vary_idle(unsigned number)
{
    struct object *idle;
    unsigned *n = asked(number);
    if (n == NULL)
        return false;
    idle = hostile_call("idle", py.PyTuple_New(0));
    py.Py_DecRef(idle);
    if (idle != NULL)
        *n = number % KINDS;
    return idle != NULL;
}

/* ---- an argument -------------------------------------------------------- */

static struct object *
instead_of(struct object *o, unsigned kind)
{
    enum { KIND_NONE = 5 };
    asks = true;
    if (offer != NULL) {
        py.Py_IncRef(offer);
        return offer;
    }
    if (kind == KIND_NONE) {
        py.Py_IncRef(py.None);
        return py.None;
    }
    return hostile_call("argument", py.Py_BuildValue("(IO)", kind, o));
}

static struct object *
tuple_copy(struct object *old, intptr_t n)
{
    struct object *new = py.PyTuple_New(n);
    for (intptr_t i = 0; new != NULL &&i < n; i++) {
        struct object *item = i < py.PyTuple_Size(old)
                                  ? py.PyTuple_GetItem(old, i)
                                  : py.None;
        py.Py_IncRef(item);
        py.PyTuple_SetItem(new, i, item);
    }
    return new;
}

static bool
vary_tuple(intptr_t *arg, unsigned position, unsigned kind)
{
    struct object *old = (struct object *)*arg;
    intptr_t n = py.PyTuple_Size(old);
    if ((intptr_t)position >= n) {
        nothing->argument = position;
        return false;
    }
    struct object *new = tuple_copy(old, n);
    struct object *o = instead_of(py.PyTuple_GetItem(old, position), kind);
    if (new == NULL || o == NULL)
        return false;
    py.PyTuple_SetItem(new, position, o);
    *arg = (intptr_t)new;
    return true;
}

/* The user's, and room for one more; references of their own are never given
 * back. */
static struct object *more[MOST_ARGS + 1];

static intptr_t
array_copy(intptr_t *args, bool keywords)
{
    intptr_t n = args[1];
    if (keywords && args[2] != 0)
        n += py.PyTuple_Size((struct object *)args[2]);
    if (n > MOST_ARGS)
        return -1;
    memcpy(more, (void *)args[0], (size_t)n * sizeof *more);
    return n;
}

static bool
vary_array(intptr_t *args, unsigned position, unsigned kind, bool keywords)
{
    intptr_t n = array_copy(args, keywords);
    if ((intptr_t)position >= n) {
        nothing->argument = position;
        return false;
    }
    more[position] = instead_of(more[position], kind);
    args[0] = (intptr_t)more;
    return more[position] != NULL;
}

/* Which of the arguments is a tuple of them, or 0. */
static unsigned
tuple_of_arguments(const struct hook *h, const intptr_t *args)
{
    static const char *const names[] = {"method", "tp_new", "tp_init",
                                        "tp_call"};
    const struct object *o = (const struct object *)args[1];
    const char *kind = h->entry->args;
    bool takes = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        takes |= strcmp(h->entry->name, names[i]) == 0;
    return takes && kind[0] != '\0' && kind[1] == 'o' && o != NULL &&
           o->type == py.tuple_type;
}

static bool
vary_argument(const struct hook *h, intptr_t *args, unsigned number)
{
    const char *kind = h->entry->args;
    unsigned position = number / KINDS, k = 1 + position;
    const char *array = strchr(kind, 'a');
    if (array != NULL)
        return vary_array(args + (array - kind), position, number % KINDS,
                          array[1] == 'k');
    if (tuple_of_arguments(h, args) > 0)
        return vary_tuple(&args[1], position, number % KINDS);
    if (k >= strlen(kind) || kind[k] != 'o')
        nothing->argument = position;
    if (k >= strlen(kind) || kind[k] != 'o' || args[k] == 0)
        return false;
    args[k] = (intptr_t)instead_of((struct object *)args[k], number % KINDS);
    return args[k] != 0;
}

/* ---- the whole call ----------------------------------------------------- */

static struct object *
keyword_name(void)
{
    struct object *s = py.PyObject_GetAttrString(hostile, "TEXT");
    struct object *names = py.Py_BuildValue("(O)", s);
    py.Py_DecRef(s);
    return names;
}

static bool
keyword_to_array(intptr_t *args)
{
    intptr_t n = array_copy(args, true);
    struct object *names = keyword_name();
    if (n < 0 || names == NULL)
        return false;
    if (args[2] != 0) {
        struct object *old = (struct object *)args[2];
        intptr_t k = py.PyTuple_Size(old);
        struct object *all = tuple_copy(old, k + 1);
        struct object *name = py.PyTuple_GetItem(names, 0);
        py.Py_IncRef(name);
        py.PyTuple_SetItem(all, k, name);
        names = all;
    }
    more[n] = py.None;
    args[0] = (intptr_t)more;
    args[2] = (intptr_t)names;
    return true;
}

/* One of them is left out, if it is there. */
static bool
keyword_to_dict(intptr_t *arg, const struct object *without)
{
    struct object *names = py.PyDict_New(), *key, *value;
    struct object *text = py.PyObject_GetAttrString(hostile, "TEXT");
    intptr_t place = 0;
    if (names == NULL || text == NULL)
        return false;
    while (*arg != 0 &&
           py.PyDict_Next((struct object *)*arg, &place, &key, &value)) {
        if (key != without)
            py.PyDict_SetItem(names, key, value);
    }
    py.PyDict_SetItem(names, text, py.None);
    *arg = (intptr_t)names;
    return true;
}

static bool
vary_keyword(const struct hook *h, intptr_t *args)
{
    const char *kind = h->entry->args, *array = strchr(kind, 'a');
    if (array != NULL)
        return array[1] == 'k' && keyword_to_array(args + (array - kind));
    return tuple_of_arguments(h, args) > 0 && kind[2] == 'o' &&
           keyword_to_dict(&args[2], NULL);
}

/* The last keyword goes by a name that has no UTF-8. */
static bool
vary_name(const struct hook *h, intptr_t *args)
{
    const char *kind = h->entry->args, *array = strchr(kind, 'a');
    struct object *names = array == NULL
                               ? NULL
                               : (struct object *)args[array - kind + 2];
    struct object *key, *value, *last = NULL;
    intptr_t place = 0, n = 0;
    if (array != NULL && array[1] == 'k' && names != NULL &&
        (n = py.PyTuple_Size(names)) > 0) {
        struct object *all = tuple_copy(names, n);
        struct object *text = py.PyObject_GetAttrString(hostile, "TEXT");
        if (all == NULL || text == NULL)
            return false;
        py.PyTuple_SetItem(all, n - 1, text);
        args[array - kind + 2] = (intptr_t)all;
        return true;
    }
    if (tuple_of_arguments(h, args) == 0 || kind[2] != 'o' || args[2] == 0)
        return false;
    while (py.PyDict_Next((struct object *)args[2], &place, &key, &value))
        last = key;
    return last != NULL && keyword_to_dict(&args[2], last);
}

/* One positional argument more, or less when there is none to add. */
static bool
vary_length(const struct hook *h, intptr_t *args, struct object *last)
{
    const char *kind = h->entry->args, *array = strchr(kind, 'a');
    if (tuple_of_arguments(h, args) > 0) {
        struct object *old = (struct object *)args[1];
        intptr_t n = py.PyTuple_Size(old) + (last != NULL ? 1 : -1);
        struct object *new = n < 0 ? NULL : tuple_copy(old, n);
        if (new != NULL && last != NULL)
            py.PyTuple_SetItem(new, n - 1, last);
        args[1] = (intptr_t)new;
        return new != NULL;
    }
    if (array == NULL)
        return false;
    intptr_t *at = args + (array - kind);
    bool named = array[1] == 'k' && at[2] != 0;
    if (named || (last == NULL && at[1] == 0) || array_copy(at, false) < 0)
        return false;
    if (last != NULL)
        more[at[1]] = last;
    at[0] = (intptr_t)more;
    at[1] += last != NULL ? 1 : -1;
    return true;
}

static bool
vary_whole(const struct hook *h, intptr_t *args, unsigned number)
{
    switch ((enum whole)number) {
    case WHOLE_KEYWORD:
        return vary_keyword(h, args);
    case WHOLE_MORE:
        return vary_length(h, args,
                           py.PyObject_GetAttrString(hostile, "foreign"));
    case WHOLE_MORE_NUMBERS:
        return vary_length(h, args, py.PyLong_FromLong(1));
    case WHOLE_FEWER:
        return vary_length(h, args, NULL);
    case WHOLE_WARNINGS:
        py.Py_DecRef(hostile_call("warnings_raise", py.PyTuple_New(0)));
        return true;
    case WHOLE_RENAMED:
        return vary_name(h, args);
    case WHOLE_DEEP:
        break;
    }
    deep = number - WHOLE_DEEP + 1;
    return py.Py_EnterRecursiveCall != NULL;
}

/* The call is made where no more than so many others can be inside it. */
unsigned
vary_deepen(void)
{
    unsigned n = 0;
    if (deep == 0)
        return 0;
    while (n < 100000 && py.Py_EnterRecursiveCall(" for a trial") == 0)
        n++;
    py.PyErr_Clear();
    for (unsigned left = 1; left < deep && n > 0; left++, n--)
        py.Py_LeaveRecursiveCall();
    return n;
}

void
vary_surface(unsigned n)
{
    while (n-- > 0)
        py.Py_LeaveRecursiveCall();
}

/* ---- what hangs on an argument ------------------------------------------ */

/* Everything that the call is made with, as a list, and where it stands. */
static struct {
    struct object *list;
    intptr_t *cells[MOST_ARGS]; /* NULL: an item of the tuple args[1] */
    intptr_t items;             /* the first item of that tuple */
    intptr_t n;
} given;

static void
given_add(struct object *o, intptr_t *cell)
{
    if (o == NULL || !object_valid(o) || given.n >= MOST_ARGS)
        return;
    py.PyList_Append(given.list, o);
    given.cells[given.n++] = cell;
}

/* Of an array a copy is taken: the user's own may lie on a stack. */
static void
given_array(intptr_t *args, bool keywords)
{
    intptr_t n = array_copy(args, keywords);
    if (n < 0)
        return;
    args[0] = (intptr_t)more;
    for (intptr_t i = 0; i < n; i++)
        given_add(more[i], (intptr_t *)&more[i]);
}

static struct object *
arguments_all(const struct hook *h, intptr_t *args)
{
    size_t k = 0;
    bool tuple = tuple_of_arguments(h, args) > 0;
    given.list = py.PyList_New(0);
    given.n = given.items = 0;
    for (const char *p = h->entry->args; *p != '\0' && k < 6; p++, k++) {
        if ((*p == 'o' || *p == 't' || *p == 'k') && !(tuple && k == 1))
            given_add((struct object *)args[k], &args[k]);
        if (*p == 'a')
            given_array(args + k++, p[1] == 'k');
    }
    given.items = given.n;
    for (intptr_t i = 0;
         tuple && i < py.PyTuple_Size((struct object *)args[1]); i++)
        given_add(py.PyTuple_GetItem((struct object *)args[1], i), NULL);
    return given.list;
}

/* What has been put into the list stands for what was there. */
static void
arguments_put(intptr_t *args)
{
    struct object *items = NULL;
    if (given.items < given.n)
        items = tuple_copy((struct object *)args[1],
                           py.PyTuple_Size((struct object *)args[1]));
    for (intptr_t i = 0; i < given.n; i++) {
        struct object *o = py.PyList_GetItem(given.list, i);
        py.Py_IncRef(o);
        if (given.cells[i] != NULL)
            *given.cells[i] = (intptr_t)o;
        else if (items != NULL)
            py.PyTuple_SetItem(items, i - given.items, o);
    }
    if (items != NULL)
        args[1] = (intptr_t)items;
}

static bool
vary_place(const struct hook *h, intptr_t *args, unsigned number)
{
    struct object *list = arguments_all(h, args);
    struct object *done = hostile_call(
        "place", py.Py_BuildValue("(OII)", list, number / PLACE_KINDS,
                                  number % PLACE_KINDS));
    if (done == NULL)
        nothing->place = number / PLACE_KINDS;
    else
        arguments_put(args);
    py.Py_DecRef(done);
    return done != NULL;
}

/* ---- what the call asks for by its name --------------------------------- */

static bool
vary_asked(const struct hook *h, intptr_t *args, unsigned number)
{
    struct object *list = arguments_all(h, args), *of;
    unsigned which = number / PLACE_KINDS;
    const char *name = asked_name(which, &of);
    if (name == NULL) {
        nothing->asked = which;
        return false;
    }
    struct object *done = hostile_call(
        "asked", py.Py_BuildValue("(OOsI)", list, of == NULL ? list : of, name,
                                  number % PLACE_KINDS));
    py.Py_DecRef(done);
    return done != NULL;
}

/* A keyword that the call has, with a value; false when it is given already,
 * by its name or by its place. */
static bool
vary_named(const struct hook *h, intptr_t *args, unsigned number)
{
    unsigned which = number / NAMED_KINDS;
    const char *name = named_name(which);
    if (name == NULL || tuple_of_arguments(h, args) == 0 ||
        h->entry->args[2] != 'o') {
        nothing->named = which;
        return false;
    }
    struct object *value = hostile_call(
        "named", py.Py_BuildValue("(I)", number % NAMED_KINDS));
    struct object *names = py.PyDict_New(), *key, *old;
    intptr_t place = 0, given_here = 0;
    if (*name == '\0' || value == NULL || names == NULL ||
        (intptr_t)which < py.PyTuple_Size((struct object *)args[1]))
        return false;
    py.PyDict_SetItemString(names, name, value);
    while (args[2] != 0 &&
           py.PyDict_Next((struct object *)args[2], &place, &key, &old)) {
        const char *text = py.PyUnicode_AsUTF8(key);
        given_here |= text != NULL && strcmp(text, name) == 0;
        py.PyDict_SetItem(names, key, old);
    }
    py.PyErr_Clear();
    args[2] = (intptr_t)names;
    return given_here == 0;
}

/* Something that has nothing but one attribute, which the call looked for when
 * it was made with object(). */
static bool
vary_offered(const struct hook *h, intptr_t *args, unsigned number)
{
    unsigned which = number / OFFERED_KINDS;
    const char *name = wanted_name(which % OFFERED_NAMES);
    if (name == NULL) {
        nothing->offered = which % OFFERED_NAMES;
        return false;
    }
    offer = hostile_call(
        "offered", py.Py_BuildValue("(sI)", name, number % OFFERED_KINDS));
    return offer != NULL &&
           vary_argument(h, args, which / OFFERED_NAMES * KINDS);
}

/* The arguments are counted from 0, without what the call is made on. */
bool
vary(const struct hook *h, intptr_t *args, unsigned number)
{
    if (h->entry->once || hostile == NULL)
        return false;
    if (number >= OFFERED)
        return vary_offered(h, args, number - OFFERED);
    if (number >= NAMED)
        return vary_named(h, args, number - NAMED);
    if (number >= ASKED)
        return vary_asked(h, args, number - ASKED);
    if (number >= PLACES)
        return vary_place(h, args, number - PLACES);
    if (number >= WHOLE)
        return vary_whole(h, args, number - WHOLE);
    return h->entry->args[0] != '\0' && h->entry->args[1] != '\0' &&
           vary_argument(h, args, number);
}

/* ---- what calls with other things showed ------------------------------- */

static size_t
varied_index(uintptr_t what)
{
    size_t i = 0;
    while (i < control->n_varied && control->varied[i].what != what)
        i++;
    return i;
}

bool
varied_known(uintptr_t what)
{
    enum { ENOUGH = 3 };
    size_t i = varied_index(what);
    if (!x.trial->varies)
        return false;
    for (size_t k = 0; k < control->n; k++) {
        if (control->shown[k].site == what && control->shown[k].plainly)
            return true;
    }
    return i < control->n_varied && control->varied[i].times >= ENOUGH;
}

void
varied_note(uintptr_t what)
{
    size_t i = varied_index(what);
    if (!x.trial->varies ||
        i >= sizeof control->varied / sizeof *control->varied)
        return;
    if (i == control->n_varied) {
        control->varied[i].what = what;
        control->varied[i].times = 0;
        control->n_varied = i + 1;
    }
    control->varied[i].times++;
}

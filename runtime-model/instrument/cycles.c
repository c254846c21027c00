/* Cycles that the collector finds and cannot break.
 *
 * What two collections leave although nobody refers to it is garbage for good:
 * some member's tp_clear lets nothing go.  This is looked at when the command
 * has ended, and in experiments with a cycle of our own: an instance is set up
 * with a method of its own. */
#include "rt.h"

#include <sys/wait.h>
#include <unistd.h>

#define MOST_GARBAGE 4096
#define MOST_NAMES 32
#define LONGEST_CYCLE 6
/* A machine with other work to do is so much slower. */
#define PATIENCE 20
enum { DEBUG_SAVEALL = 32 };

static struct {
    struct object *v[MOST_GARBAGE];
    struct object *from[MOST_GARBAGE]; /* on the way from the first one */
    size_t n;
} garbage;

static const char *names[MOST_NAMES]; /* of the arguments of tp_init */
static size_t n_names;

/* ---- garbage ------------------------------------------------------------ */

static struct object *
gc_get(const char *name)
{
    struct object *gc = py.PyImport_ImportModule("gc");
    struct object *o = gc == NULL ? NULL : py.PyObject_GetAttrString(gc, name);
    py.Py_DecRef(gc);
    py.PyErr_Clear();
    return o;
}

static void
gc_debug(int flags)
{
    struct object *f = gc_get("set_debug");
    struct object *args = py.Py_BuildValue("(i)", flags);
    if (f != NULL && args != NULL)
        py.Py_DecRef(py.PyObject_CallObject(f, args));
    py.Py_DecRef(args);
    py.Py_DecRef(f);
    py.PyErr_Clear();
}

static void
garbage_take(void)
{
    garbage.n = 0;
    python_collect();
    python_collect();
    gc_debug(DEBUG_SAVEALL);
    python_collect();
    gc_debug(0);
    struct object *list = gc_get("garbage");
    if (list == NULL || list->type != py.list_type)
        return;
    for (intptr_t i = 0; i < py.PyList_Size(list); i++) {
        if (garbage.n < MOST_GARBAGE)
            garbage.v[garbage.n++] = py.PyList_GetItem(list, i);
    }
}

/* ---- the way round ------------------------------------------------------ */

static struct object *round_from, *round_to;
static bool round_grew;

static size_t
garbage_index(const struct object *o)
{
    size_t i = 0;
    while (i < garbage.n && garbage.v[i] != o)
        i++;
    return i;
}

static int
round_visit(struct object *o, void *arg)
{
    struct object *of = arg;
    size_t i = garbage_index(o);
    if (o == round_from && round_to == NULL)
        round_to = of;
    if (i < garbage.n && o != round_from && garbage.from[i] == NULL) {
        garbage.from[i] = of;
        round_grew = true;
    }
    return 0;
}

/* Offset of the field that holds it, or "" of what is not the extension's. */
static const char *
field_text(const struct object *holder, const struct object *held)
{
    static char text[16];
    text[0] = '\0';
    if (!type_ours(holder->type))
        return text;
    for (size_t k = sizeof *holder; k + 8 <= (size_t)holder->type->basicsize;
         k += 8) {
        struct object *o;
        memcpy(&o, (const char *)holder + k, sizeof o);
        if (o != held)
            continue;
        snprintf(text, sizeof text, "+%zu", k);
        break;
    }
    return text;
}

static const char *
round_text(void)
{
    static char text[512];
    const struct object *way[LONGEST_CYCLE + 1];
    size_t n = 0, at = 0;
    for (struct object *o = round_to; o != NULL && n < LONGEST_CYCLE;
         o = garbage.from[garbage_index(o)]) {
        way[n++] = o;
        if (o == round_from)
            break;
    }
    for (size_t i = n; i-- > 0 && at + 1 < sizeof text;)
        at += (size_t)snprintf(
            text + at, sizeof text - at, "%s%s > ", object_type_name(way[i]),
            field_text(way[i], i == 0 ? round_from : way[i - 1]));
    if (at + 1 < sizeof text)
        snprintf(text + at, sizeof text - at, "%s",
                 object_type_name(round_from));
    return text;
}

/* From the object back to itself, by what each shows the collector. */
static bool
round_find(struct object *from)
{
    round_from = from;
    round_to = NULL;
    memset(garbage.from, 0, sizeof garbage.from);
    from->type->traverse(from, round_visit, from);
    for (int step = 1; step < LONGEST_CYCLE && round_to == NULL; step++) {
        round_grew = false;
        for (size_t i = 0; i < garbage.n && round_to == NULL; i++) {
            struct object *o = garbage.v[i];
            if (garbage.from[i] != NULL && o->type->traverse != NULL)
                o->type->traverse(o, round_visit, o);
        }
        if (!round_grew)
            break;
    }
    return round_to != NULL;
}

/* One of each type.  `id`: of the trial, or "-". */
static bool
garbage_report(const char *id)
{
    static const struct type *said[64];
    size_t n_said = 0;
    for (size_t i = 0; i < garbage.n && n_said < 64; i++) {
        struct object *o = garbage.v[i];
        bool known = !type_ours(o->type) || o->type->traverse == NULL;
        for (size_t k = 0; k < n_said; k++)
            known |= said[k] == o->type;
        if (known || !round_find(o))
            continue;
        said[n_said++] = o->type;
        log_record("cycle", id, o->type->name, dealloc_text(o->type),
                   round_text(), NULL);
    }
    return n_said > 0;
}

/* ---- when the command has ended ----------------------------------------- */

/* Whether an instance is left that could be in one; else there is nothing to
 * look for, which is much cheaper to see. */
static bool
instances_left(void)
{
    struct object *f = gc_get("get_objects");
    struct object *all = f == NULL ? NULL : py.PyObject_CallObject(f, NULL);
    intptr_t n = all == NULL ? 0 : py.PyList_Size(all), i = 0;
    for (; i < n; i++) {
        const struct type *t = py.PyList_GetItem(all, i)->type;
        if (t->traverse != NULL && type_ours(t))
            break;
    }
    bool left = all == NULL || i < n;
    py.PyErr_Clear();
    py.Py_DecRef(all);
    py.Py_DecRef(f);
    return left;
}

/* The interpreter, which ends, would collect next, too. */
static bool
garbage_stays(void)
{
    for (int i = 0; i < 2; i++) {
        if (!instances_left() || python_collect() == 0)
            return false;
    }
    return true;
}

void
cycles_at_end(void)
{
    if (!garbage_stays())
        return;
    process_own_fork(true);
    py.PyOS_BeforeFork();
    pid_t pid = fork();
    if (pid == 0) {
        py.PyOS_AfterFork_Child();
        thread_self()->busy++;
        isolate();
        alarm(plan.limit * PATIENCE);
        garbage_take();
        garbage_report("-");
        _exit(0);
    }
    py.PyOS_AfterFork_Parent();
    process_own_fork(false);
    while (pid > 0 && waitpid(pid, NULL, 0) < 0)
        ;
}

/* ---- cycles of our own -------------------------------------------------- */

/* PyArg_ParseTupleAndKeywords(args, kwargs, format, names, ...) */
void
cycles_names(const char *const *list)
{
    n_names = 0;
    while (memory_readable(&list[n_names]) && list[n_names] != NULL &&
           n_names < MOST_NAMES) {
        names[n_names] = list[n_names];
        n_names++;
    }
}

/* A method of the instance: it can be called, refers to the instance, and has
 * no tp_clear either. */
static struct object *
probe_make(struct object *about)
{
    struct object *o = py.PyObject_GetAttrString(about, "__init__");
    py.PyErr_Clear();
    return o;
}

/* The user's arguments, but that one is ours; by name, or else by number. */
static bool
init_with(struct object *self, struct object *probe, const char *name,
          intptr_t number)
{
    struct object *old = (struct object *)x.args[1], *key, *value;
    struct object *kwargs = py.PyDict_New();
    intptr_t n = py.PyTuple_Size(old), place = 0;
    struct object *args = py.PyTuple_New(n);
    for (intptr_t i = 0; i < n; i++) {
        struct object *item = i == number ? probe : py.PyTuple_GetItem(old, i);
        py.Py_IncRef(item);
        py.PyTuple_SetItem(args, i, item);
    }
    while (x.args[2] != 0 &&
           py.PyDict_Next((struct object *)x.args[2], &place, &key, &value))
        py.PyDict_SetItem(kwargs, key, value);
    if (name != NULL)
        py.PyDict_SetItemString(kwargs, name, probe);
    intptr_t call[6] = {(intptr_t)self, (intptr_t)args, (intptr_t)kwargs};
    int result = (int)hook_invoke(x.hook, call);
    py.Py_DecRef(kwargs);
    py.Py_DecRef(args);
    py.PyErr_Clear();
    return result == 0;
}

/* Whether the collector gets rid of the two, once nobody else has them. */
static bool
probe_once(const char *name, intptr_t number)
{
    intptr_t args[6];
    memcpy(args, x.args, sizeof args);
    struct object *self = experiment_blank(args);
    struct object *probe = self == NULL ? NULL : probe_make(self);
    bool taken = probe != NULL && init_with(self, probe, name, number);
    py.Py_DecRef(probe);
    py.Py_DecRef(self);
    if (!taken)
        return false;
    garbage_take();
    return garbage_report(x.trial->id);
}

void
cycles_probe(void)
{
    if (strcmp(x.hook->entry->name, "tp_init") != 0)
        return;
    intptr_t n = py.PyTuple_Size((struct object *)x.args[1]);
    for (intptr_t i = 0; i < n; i++)
        x.found |= probe_once(NULL, i);
    for (size_t i = (size_t)n; i < n_names; i++)
        x.found |= probe_once(names[i], -1);
}

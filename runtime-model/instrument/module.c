/* The runtime as an extension module of any Python: begins when imported. */
#include "rt.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

struct object *PyInit__refrt(void);

static struct object *
none(void)
{
    struct object *o = dlsym(RTLD_DEFAULT, "_Py_NoneStruct");
    py.Py_IncRef(o);
    return o;
}

static struct object *
module_load(struct object *self, struct object *path)
{
    (void)self;
    const char *text = py.PyUnicode_AsUTF8(path);
    struct thread *t = thread_self();
    if (text == NULL) {
        py.PyErr_Clear();
        return none();
    }
    t->busy++;
    log_hold(true);
    loaded_open(text, RTLD_NOW);
    log_hold(false);
    t->busy--;
    return none();
}

static struct object *
module_end(struct object *self, struct object *unused)
{
    (void)self, (void)unused;
    if (!plan.replay && plan.watch_gc)
        cycles_at_end();
    if (!plan.replay)
        record_end();
    else
        log_record("end", process_name, NULL);
    return none();
}

static const char *
python_version(void)
{
    static char text[32];
    snprintf(text, sizeof text, "%s", py.Py_GetVersion());
    text[strcspn(text, " ")] = '\0';
    return text;
}

static bool
runtime_begin(const char **why)
{
    const char *path = getenv(REFRT_PLAN_VARIABLE);
    char program[PATH_MAX];
    if (path == NULL) {
        *why = "the variable " REFRT_PLAN_VARIABLE " is not set";
        return false;
    }
    if (!plan_read(path, why))
        return false;
    log_begin(plan.log);
    process_begin();
    if (!python_begin(why)) {
        log_record("unsupported", *why, NULL);
        return false;
    }
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n < 0 ? 0 : n] = '\0';
    log_record("start", process_name, python_version(), program,
               py.debug ? "debug" : "-", NULL);
    own_exclude_self();
    if (!plan.replay)
        crash_watch();
    if (plan.replay) {
        experiment_prepare();
        budget_begin();
        vary_begin();
        chains_begin();
    }
    return true;
}

/* `function` says nothing of arguments; Python gives two to each. */
static struct method methods[] = {
    {"load", (function)module_load, 8, "Instrument a file to be imported."},
    {"end", (function)module_end, 4, "Write the totals."},
    {NULL, NULL, 0, NULL}};

static struct module_def definition = {
    .base = {1, NULL}, .name = REFRT_MODULE, .size = -1, .methods = methods};

EXPORTED struct object *
PyInit__refrt(void)
{
    const char *why = NULL;
    if (runtime_begin(&why))
        return py.PyModule_Create2(&definition, 1013);
    void (*raise)(struct object *, const char *);
    struct object **error = dlsym(RTLD_DEFAULT, "PyExc_ImportError");
    *(void **)&raise = dlsym(RTLD_DEFAULT, "PyErr_SetString");
    raise(*error, why);
    return NULL;
}

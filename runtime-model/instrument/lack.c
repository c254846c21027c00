/* Failures of a call of the API that are none of memory: the module that it
 * imports cannot be imported, the attribute that it looks for is not there,
 * or the user presses Ctrl-C while it runs Python code.  Python code can
 * bring about each of them, so that they are as real as they get: what is
 * missing is missing from the beginning of the call of the entry. */
#include "rt.h"

enum what { LACK_UNKNOWN, LACK_MODULE, LACK_ATTRIBUTE, LACK_PEACE };

static struct {
    enum what what;
    struct object *o, *name; /* attribute; module: the name only */
    struct object *restore;  /* a function */
} lack;

static struct object *
text_of(const char *s, const char *end)
{
    char name[256];
    size_t n = end == NULL ? strlen(s) : (size_t)(end - s);
    if (n >= sizeof name)
        return NULL;
    memcpy(name, s, n);
    name[n] = '\0';
    return py.PyUnicode_FromString(name);
}

static struct object *
name_of(uint64_t word, bool text)
{
    if (text)
        return text_of((const char *)word, NULL);
    struct object *o = (struct object *)word;
    if (o == NULL || !object_valid(o))
        return NULL;
    py.Py_IncRef(o);
    return o;
}

/* How a call is told what to look for. */
static const struct way {
    const char *api;
    enum what what;
    bool text;    /* the name is a C string */
    bool swapped; /* the name comes first, the object is the first of an
                     array */
} ways[] = {
    {"PyImport_ImportModule", LACK_MODULE, true, false},
    {"PyImport_ImportModuleNoBlock", LACK_MODULE, true, false},
    {"PyImport_ImportModuleLevel", LACK_MODULE, true, false},
    {"PyImport_Import", LACK_MODULE, false, false},
    {"PyImport_ImportModuleLevelObject", LACK_MODULE, false, false},
    {"PyCapsule_Import", LACK_MODULE, true, false},
    {"PyObject_GetAttrString", LACK_ATTRIBUTE, true, false},
    {"PyObject_GetAttr", LACK_ATTRIBUTE, false, false},
    {"PyObject_CallMethod", LACK_ATTRIBUTE, true, false},
    {"_PyObject_CallMethod_SizeT", LACK_ATTRIBUTE, true, false},
    {"PyObject_CallMethodObjArgs", LACK_ATTRIBUTE, false, false},
    {"PyObject_VectorcallMethod", LACK_ATTRIBUTE, false, true},
};

static const struct way *
way_of(const char *api)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (strcmp(ways[i].api, api) == 0)
            return &ways[i];
    }
    return NULL;
}

static struct object *
module_name(const struct way *w, const struct frame *f)
{
    const char *s = (const char *)f->rdi;
    bool capsule = strcmp(w->api, "PyCapsule_Import") == 0;
    return capsule ? text_of(s, strchr(s, '.')) : name_of(f->rdi, w->text);
}

/* From the first call that gets there. */
static void
learn(const struct api *api, const struct frame *f)
{
    const struct way *w = way_of(api->name);
    lack.what = w == NULL ? LACK_PEACE : w->what;
    if (lack.what == LACK_MODULE)
        lack.name = module_name(w, f);
    if (lack.what == LACK_ATTRIBUTE) {
        uint64_t o = w->swapped ? *(const uint64_t *)f->rsi : f->rdi;
        lack.name = name_of(w->swapped ? f->rdi : f->rsi, w->text);
        lack.o = (struct object *)o;
        py.Py_IncRef(lack.o);
        if (arena_contains(o)) /* made in this call: nobody can change it */
            lack.what = LACK_PEACE;
    }
    if (lack.name == NULL)
        lack.what = LACK_PEACE;
}

static void
interrupt(bool on)
{
    py.PyThreadState_SetAsyncExc(py.PyThread_get_thread_ident(),
                                 on ? *py.PyExc_KeyboardInterrupt : NULL);
}

/* At the call that has to fail, and behind it. */
void
lack_at(const struct api *api, const struct frame *f)
{
    struct thread *t = thread_self();
    if (thread_stateless() != NULL)
        return; /* it runs no Python code */
    t->busy++;
    if (lack.what == LACK_UNKNOWN)
        learn(api, f);
    if (lack.what == LACK_PEACE)
        interrupt(true);
    t->busy--;
}

void
lack_after(void)
{
    if (lack.what == LACK_PEACE && thread_stateless() == NULL)
        interrupt(false);
}

/* Around a call of the entry. */
void
lack_begin(void)
{
    if (lack.what == LACK_MODULE)
        lack.restore = hostile_call("forbid",
                                    py.Py_BuildValue("(O)", lack.name));
    else if (lack.what == LACK_ATTRIBUTE)
        lack.restore = hostile_call(
            "hide", py.Py_BuildValue("(OO)", lack.o, lack.name));
    if (lack.what != LACK_UNKNOWN && lack.restore == NULL)
        lack.what = LACK_PEACE;
}

void
lack_end(void)
{
    if (lack.restore != NULL)
        py.Py_DecRef(py.PyObject_CallObject(lack.restore, NULL));
    py.Py_DecRef(lack.restore);
    lack.restore = NULL;
}

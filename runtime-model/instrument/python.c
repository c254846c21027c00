/* The interpreter we were loaded into, by symbol lookup. */
#include "rt.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LEAST_ADDRESS ((uintptr_t)0x10000)
#define MOST_ADDRESS ((uintptr_t)1 << 47)

enum { TYPE_MANAGED_WEAKREF = 1 << 3, TYPE_MANAGED_DICT = 1 << 4 };

struct python py;

/* Functions under the names that they have in newer versions. */
static const char *const renamed[][2] = {
    {"_PyThreadState_UncheckedGet", "PyThreadState_GetUnchecked"},
};

static void *
function_find(const char *name)
{
    void *p = dlsym(RTLD_DEFAULT, name);
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++) {
        if (p == NULL && strcmp(renamed[i][0], name) == 0)
            p = dlsym(RTLD_DEFAULT, renamed[i][1]);
    }
    return p;
}

static bool
functions_find(const char **why)
{
#define FIND(result, name, args)                                              \
    *(void **)&py.name = function_find(#name);                                \
    if (py.name == NULL) {                                                    \
        *why = "this Python has no " #name;                                   \
        return false;                                                         \
    }
    PYTHON_FUNCTIONS(FIND)
#undef FIND
    return true;
}

static int
variables_find(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    uintptr_t code = (uintptr_t)(void *)py.Py_GetVersion;
    bool here = false;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        uintptr_t low = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        here |= info->dlpi_phdr[i].p_type == PT_LOAD && code >= low &&
                code < low + info->dlpi_phdr[i].p_memsz;
    }
    for (size_t i = 0; here && i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        if (h->p_type != PT_LOAD || (h->p_flags & PF_W) == 0)
            continue;
        py.variables = info->dlpi_addr + h->p_vaddr;
        py.variables_end = py.variables + h->p_memsz;
    }
    return here;
}

bool
python_begin(const char **why)
{
    if (!functions_find(why))
        return false;
    /* Objects of free-threaded builds begin with something else. */
    if (dlsym(RTLD_DEFAULT, "_Py_MergeZeroLocalRefcount") != NULL ||
        dlsym(RTLD_DEFAULT, "_PyObject_MergePerThreadRefcounts") != NULL) {
        *why = "free-threaded builds of Python are not supported";
        return false;
    }
    const char *version = py.Py_GetVersion();
    py.minor = strncmp(version, "3.", 2) == 0 ? atoi(version + 2) : 0;
    if (py.minor < 8 || py.minor > 14) {
        *why = "only Python 3.8 to 3.14 are supported";
        return false;
    }
    py.debug = dlsym(RTLD_DEFAULT, "_Py_NegativeRefcount") != NULL &&
               dlsym(RTLD_DEFAULT, "_Py_RefTotal") != NULL;
    py.type_type = dlsym(RTLD_DEFAULT, "PyType_Type");
    py.module_type = dlsym(RTLD_DEFAULT, "PyModule_Type");
    py.def_type = dlsym(RTLD_DEFAULT, "PyModuleDef_Type");
    py.tuple_type = dlsym(RTLD_DEFAULT, "PyTuple_Type");
    py.list_type = dlsym(RTLD_DEFAULT, "PyList_Type");
    py.dict_type = dlsym(RTLD_DEFAULT, "PyDict_Type");
    py.float_type = dlsym(RTLD_DEFAULT, "PyFloat_Type");
    py.weakref_type = dlsym(RTLD_DEFAULT, "_PyWeakref_RefType");
    py.proxy_type = dlsym(RTLD_DEFAULT, "_PyWeakref_ProxyType");
    py.callable_proxy_type = dlsym(RTLD_DEFAULT,
                                   "_PyWeakref_CallableProxyType");
    py.None = dlsym(RTLD_DEFAULT, "_Py_NoneStruct");
    py.False = dlsym(RTLD_DEFAULT, "_Py_FalseStruct");
    py.NotImplemented = dlsym(RTLD_DEFAULT, "_Py_NotImplementedStruct");
    py.PyExc_KeyboardInterrupt = dlsym(RTLD_DEFAULT,
                                       "PyExc_KeyboardInterrupt");
    if (py.minor >= 10) {
        *(void **)&py.Py_EnterRecursiveCall = dlsym(RTLD_DEFAULT,
                                                    "Py_EnterRecursiveCall");
        *(void **)&py.Py_LeaveRecursiveCall = dlsym(RTLD_DEFAULT,
                                                    "Py_LeaveRecursiveCall");
    }
    dl_iterate_phdr(variables_find, NULL);
    py.plain[0] = py.tuple_type;
    py.plain[1] = py.dict_type;
    py.plain[2] = py.float_type;
    py.plain[3] = dlsym(RTLD_DEFAULT, "PyUnicode_Type");
    py.plain[4] = dlsym(RTLD_DEFAULT, "PyBytes_Type");
    py.plain[5] = dlsym(RTLD_DEFAULT, "PyLong_Type");
    py.plain[6] = py.type_type;
    return true;
}

void
python_gc(const char *name)
{
    struct object *type, *value, *trace;
    py.PyErr_Fetch(&type, &value, &trace);
    struct object *gc = py.PyImport_ImportModule("gc");
    struct object *f = gc == NULL ? NULL : py.PyObject_GetAttrString(gc, name);
    struct object *r = f == NULL ? NULL : py.PyObject_CallObject(f, NULL);
    if (r == NULL)
        py.PyErr_Clear();
    py.Py_DecRef(r);
    py.Py_DecRef(f);
    py.Py_DecRef(gc);
    py.PyErr_Restore(type, value, trace);
}

/* A full collection, which also empties the free lists. */
long
python_collect(void)
{
    struct object *type, *value, *trace;
    long found = 0;
    py.PyErr_Fetch(&type, &value, &trace);
    if (py.gc_collect == NULL) {
        struct object *gc = py.PyImport_ImportModule("gc");
        if (gc != NULL)
            py.gc_collect = py.PyObject_GetAttrString(gc, "collect");
        py.Py_DecRef(gc);
    }
    struct object *r = py.gc_collect == NULL
                           ? NULL
                           : py.PyObject_CallObject(py.gc_collect, NULL);
    if (r == NULL)
        py.PyErr_Clear();
    else
        found = py.PyLong_AsLong(r);
    py.Py_DecRef(r);
    py.PyErr_Restore(type, value, trace);
    return found;
}

bool
object_immortal(const struct object *o)
{
    return py.minor >= 12 && (int32_t)o->refcnt < 0;
}

intptr_t
object_references(const struct object *o)
{
    return py.minor >= 12 ? (intptr_t)(int32_t)o->refcnt : o->refcnt;
}

void
object_pin(struct object *o, intptr_t n)
{
    if (py.minor >= 12)
        *(int32_t *)&o->refcnt += (int32_t)n;
    else
        o->refcnt += n;
}

/* Whether the eight bytes there can be read.  The kernel looks at the set of
 * signals before it refuses the nonsense that is asked of it. */
bool
memory_readable(const void *p)
{
    uintptr_t a = (uintptr_t)p;
    if (a < LEAST_ADDRESS || a >= MOST_ADDRESS || a % 8 != 0)
        return false;
    int saved = errno;
    bool yes = syscall(SYS_rt_sigprocmask, ~0, p, NULL, 8) != 0 &&
               errno != EFAULT;
    errno = saved;
    return yes;
}

static bool
type_valid(const struct type *t)
{
    if (!memory_readable(t) || !memory_readable(&t->base.type) ||
        !memory_readable(&t->flags) || (t->flags & TYPE_READY) == 0)
        return false;
    const struct type *meta = t->base.type;
    for (int i = 0; i < 4; i++) {
        if (meta == py.type_type)
            return true;
        if (!memory_readable(meta) || !memory_readable(&meta->base.type))
            return false;
        meta = meta->base.type;
    }
    return false;
}

bool
object_valid(const void *p)
{
    const struct object *o = p;
    if (!memory_readable(o) || !memory_readable(&o->type) ||
        !type_valid(o->type))
        return false;
    /* Half of the word is not used; since 3.14 there are flags in it. */
    if ((py.minor == 12 || py.minor == 13) && o->refcnt >> 32 != 0)
        return false;
    intptr_t n = object_references(o);
    return object_immortal(o) || (n > 0 && n < (intptr_t)1 << 40);
}

/* The collector's list leads there and back. */
bool
object_tracked(const struct object *o)
{
    const uintptr_t *head = (const uintptr_t *)o - 2;
    if ((o->type->flags & TYPE_GC) == 0 || !memory_readable(head) ||
        head[0] == 0)
        return false;
    const uintptr_t *next = (const uintptr_t *)(head[0] & ~(uintptr_t)3);
    return memory_readable(next + 1) &&
           (next[1] & ~(uintptr_t)3) == (uintptr_t)head;
}

bool
object_certain(const void *p)
{
    const struct object *o = p;
    if (!object_valid(o))
        return false;
    for (size_t i = 0; i < sizeof py.plain / sizeof *py.plain; i++) {
        if (o->type == py.plain[i])
            return true;
    }
    return object_tracked(o);
}

const char *
object_type_name(const struct object *o)
{
    const char *name = o->type->name;
    if (!memory_readable((const void *)((uintptr_t)name & ~(uintptr_t)7)))
        return "?";
    const char *dot = strrchr(name, '.');
    return dot == NULL ? name : dot + 1;
}

bool
type_weak(const struct type *t)
{
    for (int i = 0; i < 8 && t != NULL; i++) {
        if (t == py.weakref_type || t == py.proxy_type ||
            t == py.callable_proxy_type)
            return true;
        if (!memory_readable(t) || !memory_readable(&t->tp_base))
            return false;
        t = t->tp_base;
    }
    return false;
}

size_t
type_presize(const struct type *t)
{
    unsigned long managed = py.minor >= 12
                                ? TYPE_MANAGED_DICT | TYPE_MANAGED_WEAKREF
                            : py.minor == 11 ? TYPE_MANAGED_DICT
                                             : 0;
    return ((t->flags & TYPE_GC) != 0 ? 16U : 0U) +
           ((t->flags & managed) != 0 ? 16U : 0U);
}

bool
freelist_has(const struct type *t)
{
    return t == py.list_type || t == py.dict_type || t == py.tuple_type ||
           t == py.float_type;
}

void
freelist_fill(const struct type *t, intptr_t size)
{
    /* More than any version keeps, of tuples of one size. */
    enum { MOST = 2048, FEW = 128 };
    static struct object *made[MOST];
    int n = t == py.tuple_type ? MOST : FEW;
    for (int i = 0; i < n; i++) {
        if (t == py.list_type)
            made[i] = py.PyList_New(0);
        else if (t == py.dict_type)
            made[i] = py.PyDict_New();
        else if (t == py.float_type)
            made[i] = py.PyFloat_FromDouble(0.5);
        else
            made[i] = py.PyTuple_New(size);
    }
    for (int i = 0; i < n; i++)
        py.Py_DecRef(made[i]);
}
